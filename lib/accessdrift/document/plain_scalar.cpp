#include "accessdrift/document/plain_scalar.h"

#include <algorithm>
#include <array>

namespace accessdrift {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_octal_digit(char c) { return c >= '0' && c <= '7'; }
bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, is_digit) &&
         (text.size() == 1 || text.front() != '0');
}

bool is_prefixed(std::string_view text) {
  if (text.size() < 3) return false;
  const std::string_view digits = text.substr(2);
  if (text.starts_with("0o")) return std::ranges::all_of(digits, is_octal_digit);
  return text.starts_with("0x") && std::ranges::all_of(digits, is_hex_digit);
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
bool is_number(std::string_view text) {
  std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const std::size_t whole = skip_digits(text, at);
  bool has_digits = whole > at;
  at = whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = skip_digits(text, at + 1);
    has_digits = has_digits || fraction > at + 1;
    at = fraction;
  }
  if (!has_digits) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  return at < text.size() && skip_digits(text, at) == text.size();
}

bool is_special_number(std::string_view text) {
  constexpr std::array<std::string_view, 3> kInfinite = {".inf", ".Inf", ".INF"};
  constexpr std::array<std::string_view, 3> kNoNumber = {".nan", ".NaN", ".NAN"};
  if (std::ranges::find(kNoNumber, text) != kNoNumber.end()) return true;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return std::ranges::find(kInfinite, text) != kInfinite.end();
}

}  // namespace

NodeKind plain_scalar_kind(std::string_view text) {
  if (text.empty() || text == "~" || text == "null") return NodeKind::Null;
  if (text == "true" || text == "false") return NodeKind::Boolean;
  const char first = text.front();
  if (!is_digit(first) && first != '-' && first != '+' && first != '.') return NodeKind::String;
  if (is_integer(text)) return NodeKind::Integer;
  const bool is_decimal = is_number(text) || is_prefixed(text) || is_special_number(text);
  return is_decimal ? NodeKind::Decimal : NodeKind::String;
}

}  // namespace accessdrift
