#include "accessdrift/region/code_points.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

/// All code points but surrogates, the most readable first.
constexpr auto kByReading = std::to_array<CodePointRange>({
    {U'a', U'z'},     {U'A', U'Z'},       {U'0', U'9'},        {U'/', U'/'},     {U'-', U'-'},
    {U'.', U'.'},     {U'_', U'_'},       {U' ', U','},        {U':', U'@'},     {U'[', U'^'},
    {U'`', U'`'},     {U'{', U'~'},       {0x00E0, 0x00F6},    {0x00F8, 0x00FF}, {0x00C0, 0x00D6},
    {0x00D8, 0x00DE}, {0x03B1, 0x03C9},   {0x0430, 0x044F},    {0x4E00, 0x9FFF}, {0x00A1, 0x00AC},
    {0x00AE, 0x00BF}, {0x00D7, 0x00D7},   {0x00DF, 0x00DF},    {0x00F7, 0x00F7}, {0x0100, 0x02AF},
    {0x0370, 0x03B0}, {0x03CA, 0x042F},   {0x0450, 0x0482},    {0x20A0, 0x20BF}, {0x2100, 0x214F},
    {0x02B0, 0x036F}, {0x0483, 0x1FFF},   {0x2010, 0x2027},    {0x2030, 0x205E}, {0x2070, 0x209F},
    {0x20C0, 0x20FF}, {0x2150, 0x4DFF},   {0xA000, 0xD7FF},    {0xF900, 0xFDCF}, {0xFDF0, 0xFEFE},
    {0xFF00, 0xFFFD}, {0x10000, 0xDFFFF}, {0xE0000, 0x10FFFF}, {0xE000, 0xF8FF}, {0x2000, 0x200F},
    {0x2028, 0x202F}, {0x205F, 0x206F},   {0xFDD0, 0xFDEF},    {0xFEFF, 0xFEFF}, {0xFFFE, 0xFFFF},
    {0x00A0, 0x00A0}, {0x00AD, 0x00AD},   {U'\t', U'\t'},      {U'\n', U'\n'},   {U'\r', U'\r'},
    {0x0000, 0x0008}, {0x000B, 0x000C},   {0x000E, 0x001F},    {0x007F, 0x009F},
});

constexpr unsigned kPrintableCost = 1;
constexpr unsigned kForeignCost = 2;
constexpr unsigned kControlCost = 5;

bool is_printable_ascii(char32_t point) { return point >= 0x20 && point < 0x7F; }

}  // namespace

CodePointSet set_of(std::vector<CodePointRange> ranges) {
  std::ranges::sort(ranges);
  CodePointSet set;
  for (const CodePointRange& range : ranges) {
    if (set.empty() || range.first > set.back().last + 1) {
      set.push_back(range);
    } else {
      set.back().last = std::max(set.back().last, range.last);
    }
  }
  return set;
}

CodePointSet complement_of(const CodePointSet& set) {
  CodePointSet rest;
  char32_t next = 0;
  for (const CodePointRange& range : set) {
    if (range.first > next) rest.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLastCodePoint) rest.push_back({next, kLastCodePoint});
  return rest;
}

CodePointSet without_surrogates(const CodePointSet& set) {
  CodePointSet rest;
  for (const CodePointRange& range : set) {
    if (range.first < kSurrogates.first)
      rest.push_back({range.first, std::min<char32_t>(range.last, kSurrogates.first - 1)});
    if (range.last > kSurrogates.last)
      rest.push_back({std::max<char32_t>(range.first, kSurrogates.last + 1), range.last});
  }
  return rest;
}

bool contains(const CodePointSet& set, char32_t point) {
  const auto after = std::ranges::upper_bound(set, point, {}, &CodePointRange::first);
  return after != set.begin() && point <= std::prev(after)->last;
}

std::optional<char32_t> take_code_point(std::string_view& text) {
  const std::size_t length = utf8_length(text);
  if (length == 0) return std::nullopt;
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  constexpr std::array<unsigned, 5> kLeadBits{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t point = byte(0) & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) point = (point << 6U) | (byte(i) & 0x3FU);
  text.remove_prefix(length);
  return point;
}

std::optional<std::u32string> decode_utf8(std::string_view text) {
  std::u32string points;
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (!point) return std::nullopt;
    points.push_back(*point);
  }
  return points;
}

std::string encode_utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) append_utf8(point, text);
  return text;
}

unsigned reading_cost(char32_t point) {
  if (is_printable_ascii(point)) return kPrintableCost;
  return point < 0xA0 ? kControlCost : kForeignCost;
}

std::optional<char32_t> most_readable(const CodePointSet& set, std::span<const char32_t> except) {
  for (const CodePointRange& kind : kByReading) {
    auto range = std::ranges::lower_bound(set, kind.first, {}, &CodePointRange::last);
    for (; range != set.end() && range->first <= kind.last; ++range) {
      char32_t point = std::max(range->first, kind.first);
      const char32_t last = std::min(range->last, kind.last);
      while (point <= last && std::ranges::binary_search(except, point)) ++point;
      if (point <= last) return point;
    }
  }
  return std::nullopt;
}

unsigned reading_rank(char32_t point) {
  unsigned rank = 0;
  for (const CodePointRange& kind : kByReading) {
    if (point >= kind.first && point <= kind.last) return rank + (point - kind.first);
    rank += kind.last - kind.first + 1;
  }
  return rank;
}

}  // namespace accessdrift
