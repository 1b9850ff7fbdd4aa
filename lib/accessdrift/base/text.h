#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

/// Length of the valid UTF-8 sequence at the front of `bytes` (1 to 4), or 0 if there is none.
/// Cost: constant.
[[nodiscard]] std::size_t utf8_length(std::string_view bytes);

/// The offset of the first byte that is not part of valid UTF-8 (RFC 3629: no surrogates, no
/// overlong forms), or nothing.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

/// Number of code points; REQUIRES valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// Appends a code point as UTF-8. REQUIRES: no surrogate, at most U+10FFFF.
void append_utf8(char32_t point, std::string& text);

/// Of the bytes, for tables that live as long as the process.
[[nodiscard]] std::uint32_t hash_of(std::string_view text);

/// The candidate nearest to `word` by edit distance, if near enough to be a slip (at most a third
/// of its length); of several the first in byte order.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 std::span<const std::string_view> candidates);

/// At most `limit` code points of valid UTF-8, `…` for the rest: user text in a message.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit = 80);

[[nodiscard]] std::string fold_ascii(std::string_view text);
/// The same; `buffer` backs it where there is something to fold.
[[nodiscard]] std::string_view folded_ascii(std::string_view text, std::string& buffer);
/// Whether a text folds to this one.
[[nodiscard]] bool folds_to(std::string_view text, std::string_view folded);

/// `a, b or c`.
[[nodiscard]] std::string join_or(std::span<const std::string> words);

}  // namespace accessdrift
