#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace accessdrift {

/// `text` as a JSON string; everything but quotes, backslashes and control characters stands for
/// itself.
[[nodiscard]] std::string quoted_text(std::string_view text);
/// Takes a JSON string off the front of `rest`; nothing, and `rest` is then of no use, if none
/// stands there.
[[nodiscard]] std::optional<std::string> take_quoted_text(std::string_view& rest);

/// Whether a reader takes `text` for one word: letters, digits and `_ . : / @ -` of ASCII only.
[[nodiscard]] bool is_bare_word(std::string_view text);

}  // namespace accessdrift
