#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace accessdrift::cel {

/// What is wrong with a pattern in RE2 syntax; nothing if it is right.
[[nodiscard]] std::optional<std::string> pattern_problem(std::string_view pattern);

/// Whether the pattern matches anywhere in the text (search semantics). An invalid pattern matches
/// nothing. Compiled patterns are kept per thread.
[[nodiscard]] bool pattern_matches(const std::string& pattern, std::string_view text);

}  // namespace accessdrift::cel
