#include "accessdrift/document/check_bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "accessdrift/base/text.h"
#include "accessdrift/document/read.h"

namespace accessdrift {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// REQUIRES: a valid sequence of `length` bytes at `offset`.
char32_t decode_at(std::string_view bytes, std::size_t offset, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[offset + i]); };
  if (length == 1) return byte(0);
  char32_t code_point = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code_point = (code_point << 6U) | (byte(i) & 0x3FU);
  return code_point;
}

bool is_refused_in_yaml(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  if (c < 0x7F) return false;
  return c <= 0x9F || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

Diagnostic at_offset(const SourceText& text, std::size_t offset, std::size_t length,
                     std::string code) {
  Diagnostic problem;
  problem.code = std::move(code);
  problem.span = {
      &text, {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + length)}};
  return problem;
}

}  // namespace

std::string code_point_name(char32_t code_point) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string digits;
  for (auto rest = static_cast<std::uint32_t>(code_point); rest != 0 || digits.size() < 4;
       rest >>= 4U) {
    digits += kDigits[rest & 0xFU];
  }
  std::ranges::reverse(digits);
  return "U+" + digits;
}

Diagnostic invalid_utf8(const SourceText& text, std::size_t offset) {
  Diagnostic problem = at_offset(text, offset, 1, "invalid-utf8");
  problem.message = "the file is not valid UTF-8";
  problem.label = "no UTF-8 from this byte on";
  problem.help = "save the file as UTF-8";
  return problem;
}

Diagnostic control_character(const SourceText& text, std::size_t offset) {
  const std::size_t length = std::max<std::size_t>(utf8_length(text.bytes().substr(offset)), 1);
  Diagnostic problem = at_offset(text, offset, length, "control-character");
  const std::string name = code_point_name(decode_at(text.bytes(), offset, length));
  problem.message = "the character " + name + " may not stand in a file";
  problem.label = name + " here";
  return problem;
}

Diagnostic too_deep(const SourceText& text, std::size_t offset) {
  const std::string limit = std::to_string(DocumentLimits{}.depth);
  Diagnostic problem = at_offset(text, offset, 1, "too-deep");
  problem.message = "more than " + limit + " lists and mappings stand inside each other";
  problem.label = "expected at most " + limit + " levels";
  return problem;
}

std::optional<Diagnostic> check_size(const SourceText& text) {
  constexpr std::size_t kLimit = DocumentLimits{}.bytes;
  if (text.bytes().size() <= kLimit) return std::nullopt;
  return error_without_place("too-large", "`" + text.path() + "` has " +
                                              std::to_string(text.bytes().size()) +
                                              " bytes, expected at most " + std::to_string(kLimit));
}

std::optional<Diagnostic> check_plain_text(const SourceText& text) {
  const std::string_view bytes = text.bytes();
  if (const auto invalid = find_invalid_utf8(bytes)) return invalid_utf8(text, *invalid);
  const auto* const refused = std::ranges::find_if(bytes, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7FU || (byte < 0x20U && c != '\t' && c != '\n' && c != '\r');
  });
  if (refused == bytes.end()) return std::nullopt;
  return control_character(text, static_cast<std::size_t>(refused - bytes.begin()));
}

std::optional<Diagnostic> check_yaml_bytes(const SourceText& text) {
  const std::string_view bytes = text.bytes();
  std::size_t at = bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (at < bytes.size()) {
    const std::size_t length = utf8_length(bytes.substr(at));
    if (length == 0) return invalid_utf8(text, at);
    if (is_refused_in_yaml(decode_at(bytes, at, length))) return control_character(text, at);
    at += length;
  }
  return std::nullopt;
}

}  // namespace accessdrift
