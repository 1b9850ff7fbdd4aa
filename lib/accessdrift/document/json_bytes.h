#pragma once

namespace accessdrift {

/// May stand between tokens of JSON (RFC 8259 §2).
[[nodiscard]] inline bool is_json_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

[[nodiscard]] inline bool is_json_digit(char c) { return c >= '0' && c <= '9'; }

/// Behind those that stand there. REQUIRES: behind the text is something else.
[[nodiscard]] inline const char* skip_json_blanks(const char* at) {
  while (is_json_blank(*at)) ++at;
  return at;
}
[[nodiscard]] inline const char* skip_json_digits(const char* at) {
  while (is_json_digit(*at)) ++at;
  return at;
}

}  // namespace accessdrift
