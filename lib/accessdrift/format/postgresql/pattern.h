#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace accessdrift::postgresql {

/// A pattern of the server's advanced regular expressions in the syntax of RE2, where both mean the
/// same by it: literals, `.`, brackets, `\d \w \s`, groups, `|`, quantifiers, `^` and `$`. Nothing
/// of any other: look-ahead, back-references, word boundaries, options in the pattern.
[[nodiscard]] std::optional<std::string> plain_pattern(std::string_view pattern);

}  // namespace accessdrift::postgresql
