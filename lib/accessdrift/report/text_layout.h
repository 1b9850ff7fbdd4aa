#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

/// `1,204`.
[[nodiscard]] std::string grouped(std::size_t number);

/// `1 identity`, `1,204 identities`.
[[nodiscard]] std::string counted(std::size_t number, std::string_view one, std::string_view many);

/// `gained` → `GAINED`; ASCII only.
[[nodiscard]] std::string upper_ascii(std::string_view text);

/// A name for a line of a report: escaped, and, unless `whole`, one of more than 100 characters cut
/// in its middle with its length behind.
[[nodiscard]] std::string shown_name(std::string_view name, bool whole = false);

/// A sentence with names in it (a region, an edit): escaped, cut likewise past 400 characters.
[[nodiscard]] std::string shown_text(std::string_view text, bool whole = false);

/// The text with blanks behind it up to `width` code points. REQUIRES: valid UTF-8.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);
/// With blanks before it.
[[nodiscard]] std::string right_aligned(std::string_view text, std::size_t width);

/// The width of a column that aligns what is at most `limit` wide; longer cells stick out.
/// REQUIRES: valid UTF-8.
[[nodiscard]] std::size_t column_width(const std::vector<std::string>& cells, std::size_t limit);

/// The words joined by `, `, broken into lines of at most 100 columns that start with `indent`
/// blanks.
[[nodiscard]] std::string wrapped(const std::vector<std::string>& words, std::size_t indent);

/// Trailing blanks of a line removed.
[[nodiscard]] std::string trimmed_line(std::string line);

}  // namespace accessdrift
