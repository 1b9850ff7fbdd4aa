#pragma once

#include <string>
#include <string_view>

namespace accessdrift::cli {

/// Of the program: `0.1.0`.
[[nodiscard]] std::string_view tool_version();

/// `accessdrift 0.1.0 (commit abc1234) tzdata 2025b`. Reads the first line of the time-zone data
/// that is installed.
[[nodiscard]] std::string version_line();

}  // namespace accessdrift::cli
