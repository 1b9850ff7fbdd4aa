#include "accessdrift/format/ldif/sid.h"

#include <array>
#include <charconv>

namespace accessdrift::ldif {
namespace {

constexpr std::size_t kHead = 8;  ///< revision, count, and six bytes of authority

std::uint64_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

std::optional<Sid> from_text(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  if (!text.starts_with("S-1-") || dash < 4) return std::nullopt;
  Sid sid{std::string(text.substr(0, dash)), 0};
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data() + dash + 1, end, sid.number);
  if (problem != std::errc() || stop != end) return std::nullopt;
  return sid;
}

}  // namespace

std::optional<Sid> read_sid(std::string_view value) {
  if (value.starts_with("S-")) return from_text(value);
  if (value.size() < kHead || byte_at(value, 0) != 1) return std::nullopt;
  const std::size_t count = byte_at(value, 1);
  if (count == 0 || value.size() != kHead + 4 * count) return std::nullopt;
  std::uint64_t authority = 0;
  for (std::size_t i = 2; i < kHead; ++i) authority = authority << 8U | byte_at(value, i);
  std::string text = "S-1-" + std::to_string(authority);
  for (std::size_t part = 0; part < count; ++part) {
    std::uint64_t number = 0;
    for (std::size_t i = 4; i-- > 0;) number = number << 8U | byte_at(value, kHead + 4 * part + i);
    text += '-' + std::to_string(number);
  }
  return from_text(text);
}

std::string guid_text(std::string_view value) {
  constexpr std::array<std::size_t, 16> kOrder = {3, 2, 1,  0,  5,  4,  7,  6,
                                                  8, 9, 10, 11, 12, 13, 14, 15};
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (value.size() != kOrder.size()) return std::string(value);
  std::string text;
  for (std::size_t i = 0; i < kOrder.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    const std::uint64_t byte = byte_at(value, kOrder[i]);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

}  // namespace accessdrift::ldif
