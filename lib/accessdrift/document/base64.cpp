#include "accessdrift/document/base64.h"

#include <cstdint>

namespace accessdrift {
namespace {

/// Of a digit of base64, else more.
constexpr std::uint32_t kNoDigit = 64;

std::uint32_t digit(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a') + 26;
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0') + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : kNoDigit;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0, held = 0;
  for (const char c : text) {
    const std::uint32_t value = digit(c);
    if (value == kNoDigit) return std::nullopt;
    bits = (bits << 6U) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 0xFFU);
  }
  const bool has_rest = (bits & ((1U << held) - 1U)) != 0;
  if (has_rest || text.size() % 4 == 1) return std::nullopt;
  return bytes;
}

}  // namespace accessdrift
