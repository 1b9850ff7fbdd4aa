#include "accessdrift/format/google_iap/plain_text.h"

#include <algorithm>

namespace accessdrift::google_iap {
namespace {

bool is_in_names(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_quote(char c) { return c == '"' || c == '\''; }

/// Whether a list follows: `x in["a"]`.
bool is_behind_in(std::string_view text, std::size_t at) {
  return at >= 3 && text.substr(at - 2, 2) == "in" && !is_in_names(text[at - 3]);
}

/// The last byte of a literal text that begins there.
std::size_t end_of_literal(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < text.size() && text[at] != text[begin]) at += text[at] == '\\' ? 2 : 1;
  return at;
}

/// The last byte of a key in brackets that begins there, behind a name; nothing of what is none.
std::optional<std::size_t> end_of_key(std::string_view text, std::size_t begin) {
  if (begin == 0 || text[begin] != '[' || !is_in_names(text[begin - 1]) ||
      is_behind_in(text, begin))
    return std::nullopt;
  const std::size_t end = text.find(']', begin);
  const bool is_key = end != text.npos && end > begin + 2 && is_quote(text[begin + 1]) &&
                      text[end - 1] == text[begin + 1];
  return is_key ? std::optional(end) : std::nullopt;
}

}  // namespace

std::optional<int> offset_of(std::string_view zone) {
  const bool has_sign = !zone.empty() && (zone[0] == '+' || zone[0] == '-');
  const std::string_view digits = zone.substr(has_sign ? 1 : 0);
  if (digits.size() != 5 || digits[2] != ':') return std::nullopt;
  int number = 0;
  for (const std::size_t at : {0U, 1U, 3U, 4U}) {
    if (digits[at] < '0' || digits[at] > '9') return std::nullopt;
    number = number * 10 + (digits[at] - '0');
  }
  const int minutes = number / 100 * 60 + number % 100;
  return zone[0] == '-' ? -minutes : minutes;
}

std::optional<std::string> zone_of_offset(int minutes) {
  const int hours = minutes / 60;
  if (minutes % 60 != 0 || hours > 14 || hours < -12) return std::nullopt;
  if (hours == 0) return "UTC";
  return std::string("Etc/GMT") + (hours > 0 ? "-" : "+") +
         std::to_string(hours > 0 ? hours : -hours);
}

std::string with_plain_keys(std::string text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_quote(text[at])) {
      at = end_of_literal(text, at);
      continue;
    }
    const std::optional<std::size_t> end = end_of_key(text, at);
    if (!end) continue;
    text[at] = '.';
    std::replace_if(
        text.begin() + static_cast<std::ptrdiff_t>(at) + 1,
        text.begin() + static_cast<std::ptrdiff_t>(*end) + 1,
        [](char c) { return !is_in_names(c); }, '_');
    at = *end;
  }
  return text;
}

}  // namespace accessdrift::google_iap
