#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace accessdrift::google_iap {

/// `accessPolicies/7` and `office` of the name of a level; empty of what is no such name.
[[nodiscard]] std::pair<std::string_view, std::string_view> parts_of_level(std::string_view name);
/// The condition that a level is: `access_level_office_7`; what no level can be called has digits
/// behind it.
[[nodiscard]] std::string condition_of_level(std::string_view name);

}  // namespace accessdrift::google_iap
