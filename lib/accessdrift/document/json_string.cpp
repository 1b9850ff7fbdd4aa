#include "accessdrift/document/json_string.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;

/// A high bit in each byte that is zero (and perhaps in later ones).
std::uint64_t zero_bytes(std::uint64_t eight) { return (eight - kOnes) & ~eight & kHighBits; }

/// A high bit in the first byte that ends a plain run, and perhaps in later ones.
std::uint64_t special_bytes(std::uint64_t eight) {
  const std::uint64_t quotes = zero_bytes(eight ^ (kOnes * '"'));
  const std::uint64_t backslashes = zero_bytes(eight ^ (kOnes * '\\'));
  const std::uint64_t controls = (eight - kOnes * 0x20U) & ~eight & kHighBits;
  return quotes | backslashes | controls | (eight & kHighBits);
}

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20U && byte < 0x80U && c != '"' && c != '\\';
}

std::optional<std::uint32_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return std::nullopt;
}

/// The code unit of `\uXXXX` at `at`.
std::optional<std::uint32_t> code_unit(const char* at) {
  if (at[0] != '\\' || at[1] != 'u') return std::nullopt;
  std::uint32_t unit = 0;
  for (int i = 2; i < 6; ++i) {
    const auto digit = hex_digit(at[i]);
    if (!digit) return std::nullopt;
    unit = unit * 16 + *digit;
  }
  return unit;
}

struct Escape {
  std::size_t length = 0;  ///< 0: a problem
  JsonString::Problem problem = JsonString::Problem::Escape;
};

Escape decode_unicode_escape(const char* at, std::string& decoded) {
  const auto unit = code_unit(at);
  if (!unit) return {};
  if (*unit < 0xD800U || *unit > 0xDFFFU) {
    append_utf8(*unit, decoded);
    return {6};
  }
  const auto low = *unit < 0xDC00U ? code_unit(at + 6) : std::nullopt;
  if (!low || *low < 0xDC00U || *low > 0xDFFFU) return {0, JsonString::Problem::Surrogate};
  append_utf8(0x10000U + ((*unit - 0xD800U) << 10U) + (*low - 0xDC00U), decoded);
  return {12};
}

Escape decode_escape(const char* at, std::string& decoded) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (at[1] == 'u') return decode_unicode_escape(at, decoded);
  const std::size_t found = at[1] == '\0' ? std::string_view::npos : kNames.find(at[1]);
  if (found == std::string_view::npos) return {};
  decoded += kMeanings[found];
  return {2};
}

}  // namespace

const char* skip_plain_words(const char* at, const char* end) {
  while (static_cast<std::size_t>(end - at) >= sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, sizeof eight);
    if constexpr (std::endian::native == std::endian::little) {
      const std::uint64_t special = special_bytes(eight);
      if (special != 0) return at + std::countr_zero(special) / 8;
    } else {
      if (special_bytes(eight) != 0) break;
    }
    at += sizeof eight;
  }
  while (at != end && is_plain(*at)) ++at;
  return at;
}

JsonString read_json_string(const char* begin, const char* special, const char* end,
                            std::string& decoded) {
  const char* kept = begin;  // what lies before it is in `decoded`
  const char* at = special;
  for (; at != end && *at != '"'; at = skip_plain_string(at, end)) {
    if (*at == '\\') {
      decoded.append(kept, at);
      const Escape escape = decode_escape(at, decoded);
      if (escape.length == 0) return {escape.problem, at};
      at += escape.length;
      kept = at;
      continue;
    }
    if (static_cast<unsigned char>(*at) < 0x20U) return {JsonString::Problem::Control, at};
    const std::size_t length = utf8_length({at, static_cast<std::size_t>(end - at)});
    if (length == 0) return {JsonString::Problem::Utf8, at};
    at += length;
  }
  if (at == end) return {JsonString::Problem::Unclosed, at};
  const bool has_escapes = kept != begin;
  if (has_escapes) decoded.append(kept, at);
  return {JsonString::Problem::None, at, has_escapes};
}

}  // namespace accessdrift
