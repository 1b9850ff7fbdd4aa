#include "accessdrift/cel/problems.h"

#include <utility>

namespace accessdrift::cel {
namespace {

constexpr std::size_t kLongestQuote = 60;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

void Problems::add(std::string_view code, Range range, Words words) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = std::move(words.message);
  diagnostic.span = span_of(range);
  diagnostic.label = std::move(words.label);
  diagnostic.help = std::move(words.help);
  diagnostics_.push_back(std::move(diagnostic));
}

void Problems::note(Range range, std::string text) {
  diagnostics_.back().notes.push_back({span_of(range), std::move(text)});
}

Span Problems::span_of(Range range) const {
  return {file_, condition_.place_of(range.begin, range.end)};
}

std::string quoted(std::string_view text) {
  std::string quote = "`";
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = is_blank(text[i]) ? ' ' : text[i];
    if (c == ' ' && quote.back() == ' ') continue;
    if (!continues_code_point(c) && ++length > kLongestQuote) return quote + "…`";
    quote += c;
  }
  return quote + '`';
}

}  // namespace accessdrift::cel
