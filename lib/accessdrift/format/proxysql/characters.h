#pragma once

namespace accessdrift::proxysql {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }
[[nodiscard]] constexpr bool is_ascii(char c) {
  return (static_cast<unsigned char>(c) & 0x80U) == 0;
}

}  // namespace accessdrift::proxysql
