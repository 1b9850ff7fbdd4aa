#include "accessdrift/cel/string_literal.h"

#include <array>
#include <cstdint>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::cel {
namespace {

constexpr std::string_view kQuotes = "'\"";

bool is_either(char c, std::string_view choices) { return choices.find(c) != choices.npos; }

char at_or_nul(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

/// How many letters stand before the opening quote; nothing if no literal starts here.
std::optional<std::size_t> prefix_length(std::string_view text, std::size_t at) {
  std::size_t length = 0;
  if (is_either(at_or_nul(text, at), "bB")) ++length;
  if (at + length < text.size() && is_either(text[at + length], "rR")) ++length;
  if (at + length < text.size() && is_either(text[at + length], kQuotes)) return length;
  return std::nullopt;
}

Range range_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_code_point(std::uint32_t number) {
  return number <= 0x10FFFF && (number < 0xD800 || number > 0xDFFF);
}

std::optional<std::uint32_t> digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return std::nullopt;
}

std::optional<std::uint32_t> number_of(std::string_view digits, std::uint32_t base) {
  std::uint32_t number = 0;
  for (const char c : digits) {
    const auto digit = digit_of(c);
    if (!digit || *digit >= base) return std::nullopt;
    number = number * base + *digit;
  }
  return number;
}

struct Escape {
  std::uint32_t point = 0;
  std::size_t length = 0;  ///< with the backslash
};

/// `\xHH`, `\uHHHH`, `\UHHHHHHHH`, `\OOO`.
std::optional<Escape> numeric_escape(std::string_view text, std::size_t at) {
  const char kind = at_or_nul(text, at + 1);
  const bool is_octal = kind >= '0' && kind <= '3';
  std::size_t digits = 3;
  if (kind == 'x' || kind == 'X') digits = 2;
  if (kind == 'u') digits = 4;
  if (kind == 'U') digits = 8;
  if (!is_octal && digits == 3) return std::nullopt;
  const std::size_t begin = at + (is_octal ? 1 : 2);
  if (begin + digits > text.size()) return std::nullopt;
  const auto point = number_of(text.substr(begin, digits), is_octal ? 8 : 16);
  if (!point || !is_code_point(*point)) return std::nullopt;
  return Escape{*point, begin + digits - at};
}

std::optional<Escape> escape_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::pair<char, char>, 12> kLetters{{{'a', '\a'},
                                                            {'b', '\b'},
                                                            {'f', '\f'},
                                                            {'n', '\n'},
                                                            {'r', '\r'},
                                                            {'t', '\t'},
                                                            {'v', '\v'},
                                                            {'\\', '\\'},
                                                            {'?', '?'},
                                                            {'"', '"'},
                                                            {'\'', '\''},
                                                            {'`', '`'}}};
  const char c = at_or_nul(text, at + 1);
  for (const auto& [letter, meaning] : kLetters) {
    if (c == letter) return Escape{static_cast<std::uint32_t>(meaning), 2};
  }
  return numeric_escape(text, at);
}

/// Where a bad escape ends for the eye: behind the character that follows the backslash.
std::size_t end_of_bad_escape(std::string_view text, std::size_t at) {
  std::size_t end = std::min(at + 2, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end;
}

void add_bad_escape(std::string_view text, std::size_t at, Problems& problems) {
  const std::size_t end = end_of_bad_escape(text, at);
  problems.add("invalid-condition", range_of(at, end),
               {"invalid escape " + quoted(text.substr(at, end - at)) + " in a string",
                "expected one of \\n \\t \\r \\\\ \\\" \\' \\xHH \\uHHHH \\UHHHHHHHH",
                "in a raw string, `r\"…\"`, a backslash is a backslash"});
}

}  // namespace

bool starts_string_literal(std::string_view text, std::size_t at) {
  return prefix_length(text, at).has_value();
}

std::optional<StringLiteral> read_string_literal(std::string_view text, std::size_t at,
                                                 Problems& problems) {
  const std::size_t quote_at = at + prefix_length(text, at).value_or(0);
  const std::string_view prefix = text.substr(at, quote_at - at);
  const std::string_view one = text.substr(quote_at, 1);
  const bool is_triple = text.substr(quote_at, 3) == std::string(3, one.front());
  const std::string_view close = text.substr(quote_at, is_triple ? 3 : 1);
  const bool is_raw = prefix.find_first_of("rR") != prefix.npos;
  if (prefix.find_first_of("bB") != prefix.npos) {
    problems.add("invalid-condition", range_of(at, quote_at + 1),
                 {"bytes are not part of conditions", "expected a string without `b`"});
    return std::nullopt;
  }

  StringLiteral literal;
  std::size_t i = quote_at + close.size();
  while (i < text.size() && (is_triple || !is_either(text[i], "\n\r"))) {
    if (text.substr(i, close.size()) == close) {
      literal.end = i + close.size();
      return literal;
    }
    if (text[i] != '\\' || is_raw) {
      literal.value += text[i++];
      continue;
    }
    const auto escape = escape_at(text, i);
    if (!escape) {
      add_bad_escape(text, i, problems);
      return std::nullopt;
    }
    append_utf8(escape->point, literal.value);
    i += escape->length;
  }
  problems.add("invalid-condition", range_of(at, i),
               {"unterminated string", "expected " + quoted(close) + " at the end of the string"});
  return std::nullopt;
}

}  // namespace accessdrift::cel
