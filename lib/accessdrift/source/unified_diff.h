#pragma once

#include <string>
#include <string_view>

namespace accessdrift {

/// The change of one file as a unified diff that `git apply` takes, with three lines around it.
/// Empty if nothing differs.
[[nodiscard]] std::string unified_diff(const std::string& path, std::string_view before,
                                       std::string_view after);

}  // namespace accessdrift
