#pragma once

#include <string>
#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// The edited or moved policies, by id, sorted, for which no decision changed on any target that
/// they cover. REQUIRES: the comparison has its edits and changes.
[[nodiscard]] std::vector<std::string> find_same_policies(const Comparison& comparison);

}  // namespace accessdrift
