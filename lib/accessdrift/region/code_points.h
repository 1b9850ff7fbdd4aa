#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

/// Code points from `first` to `last`, both inside.
struct CodePointRange {
  char32_t first;
  char32_t last;
  friend constexpr auto operator<=>(const CodePointRange&, const CodePointRange&) = default;
};

/// Ascending, no two ranges overlap or touch. So equal sets are equal.
using CodePointSet = std::vector<CodePointRange>;

constexpr char32_t kLastCodePoint = 0x10FFFF;
constexpr CodePointRange kSurrogates{0xD800, 0xDFFF};

/// Ranges in any order, overlapping or not, as a set.
[[nodiscard]] CodePointSet set_of(std::vector<CodePointRange> ranges);
/// What up to `kLastCodePoint` is not in the set.
[[nodiscard]] CodePointSet complement_of(const CodePointSet& set);
/// The members that valid UTF-8 can encode.
[[nodiscard]] CodePointSet without_surrogates(const CodePointSet& set);
/// Cost: logarithmic.
[[nodiscard]] bool contains(const CodePointSet& set, char32_t point);

/// Takes one code point off the front; nothing if there is no valid UTF-8 (RFC 3629), and then
/// takes nothing. Cost: constant.
[[nodiscard]] std::optional<char32_t> take_code_point(std::string_view& text);
/// Nothing if the text is not valid UTF-8.
[[nodiscard]] std::optional<std::u32string> decode_utf8(std::string_view text);
/// REQUIRES: code points that valid UTF-8 can encode.
[[nodiscard]] std::string encode_utf8(std::u32string_view points);

/// How well a person reads it: printable ASCII, other characters, control characters last. Of two
/// sets of texts the one with less is preferred.
[[nodiscard]] unsigned reading_cost(char32_t point);
/// The most readable member (letters and digits first, then `/ - . _`, other printable ASCII) that
/// is not one of `except`; nothing if there is none. REQUIRES: `except` is sorted; no surrogates.
/// Cost: ranges of the set, and what is skipped.
[[nodiscard]] std::optional<char32_t> most_readable(const CodePointSet& set,
                                                    std::span<const char32_t> except = {});
/// The place of a character in the order of `most_readable`.
[[nodiscard]] unsigned reading_rank(char32_t point);

}  // namespace accessdrift
