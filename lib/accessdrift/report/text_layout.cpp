#include "accessdrift/report/text_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/report/escape.h"

namespace accessdrift {
namespace {

constexpr std::size_t kLineWidth = 100;
constexpr std::size_t kNameLimit = 100;
constexpr std::size_t kTextLimit = 400;
constexpr std::size_t kTail = 20;

/// The byte offset behind `count` characters.
std::size_t offset_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    --count;
  }
  return at;
}

std::string cut_in_middle(std::string escaped, std::size_t limit) {
  if (escaped.size() <= limit) return escaped;
  const std::size_t length = code_points(escaped);
  if (length <= limit) return escaped;
  const std::string head = escaped.substr(0, offset_of(escaped, limit - kTail));
  const std::string tail = escaped.substr(offset_of(escaped, length - kTail));
  return fmt::format("{}…{} ({} characters)", head, tail, grouped(length));
}

}  // namespace

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string upper_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string shown_name(std::string_view name, bool whole) {
  std::string escaped = escape_terminal(name);
  return whole ? escaped : cut_in_middle(std::move(escaped), kNameLimit);
}

std::string shown_text(std::string_view text, bool whole) {
  std::string escaped = escape_terminal(text);
  return whole ? escaped : cut_in_middle(std::move(escaped), kTextLimit);
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t length = code_points(text);
  std::string out(text);
  if (length < width) out.append(width - length, ' ');
  return out;
}

std::string right_aligned(std::string_view text, std::size_t width) {
  const std::size_t length = code_points(text);
  return std::string(length < width ? width - length : 0, ' ') + std::string(text);
}

std::size_t column_width(const std::vector<std::string>& cells, std::size_t limit) {
  std::size_t width = 0;
  for (const std::string& cell : cells) {
    const std::size_t length = code_points(cell);
    if (length <= limit) width = std::max(width, length);
  }
  return width;
}

std::string wrapped(const std::vector<std::string>& words, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string out;
  std::size_t used = kLineWidth;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i] + (i + 1 < words.size() ? "," : "");
    const std::size_t length = code_points(word);
    const bool starts_line = out.empty() || used + 1 + length > kLineWidth;
    if (starts_line && !out.empty()) out += '\n';
    out += starts_line ? margin : " ";
    used = starts_line ? indent + length : used + 1 + length;
    out += word;
  }
  if (!out.empty()) out += '\n';
  return out;
}

std::string trimmed_line(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace accessdrift
