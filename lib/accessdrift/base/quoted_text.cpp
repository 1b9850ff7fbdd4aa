#include "accessdrift/base/quoted_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr std::uint32_t kHighSurrogate = 0xD800;
constexpr std::uint32_t kLowSurrogate = 0xDC00;
constexpr std::uint32_t kBehindSurrogates = 0xE000;

/// Four hexadecimal digits.
std::optional<std::uint32_t> take_unit(std::string_view& rest) {
  std::uint32_t unit = 0;
  const char* const end = rest.data() + std::min<std::size_t>(rest.size(), 4);
  const auto [at, error] = std::from_chars(rest.data(), end, unit, 16);
  if (error != std::errc{} || at - rest.data() != 4) return std::nullopt;
  rest.remove_prefix(4);
  return unit;
}

/// What follows `\u`: one UTF-16 unit, or a pair.
bool take_code_point(std::string_view& rest, std::string& text) {
  const auto unit = take_unit(rest);
  if (!unit) return false;
  if (*unit < kHighSurrogate || *unit >= kBehindSurrogates) {
    append_utf8(*unit, text);
    return true;
  }
  if (*unit >= kLowSurrogate || !rest.starts_with("\\u")) return false;
  rest.remove_prefix(2);
  const auto second = take_unit(rest);
  if (!second || *second < kLowSurrogate || *second >= kBehindSurrogates) return false;
  append_utf8(0x10000 + ((*unit - kHighSurrogate) << 10U) + (*second - kLowSurrogate), text);
  return true;
}

/// What follows a backslash.
bool take_escape(std::string_view& rest, std::string& text) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  if (rest.empty()) return false;
  const char name = rest.front();
  rest.remove_prefix(1);
  if (name == 'u') return take_code_point(rest, text);
  const std::size_t index = kNames.find(name);
  if (index == std::string_view::npos) return false;
  text += kMeant[index];
  return true;
}

}  // namespace

std::string quoted_text(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    if (byte == '"' || byte == '\\') quoted += '\\';
    if (value >= 0x20) {
      quoted += byte;
    } else {
      quoted += "\\u00";
      quoted += kDigits[value >> 4U];
      quoted += kDigits[value & 0xFU];
    }
  }
  return quoted + '"';
}

std::optional<std::string> take_quoted_text(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  rest.remove_prefix(1);
  std::string text;
  while (!rest.empty()) {
    const char byte = rest.front();
    rest.remove_prefix(1);
    if (byte == '"') return text;
    if (static_cast<unsigned char>(byte) < 0x20) return std::nullopt;
    if (byte != '\\') {
      text += byte;
    } else if (!take_escape(rest, text)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

bool is_bare_word(std::string_view text) {
  constexpr std::string_view kMarks = "_.:/@-";
  const auto belongs = [=](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  };
  return !text.empty() && std::ranges::all_of(text, belongs);
}

}  // namespace accessdrift
