#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/region/universe.h"

namespace accessdrift {

/// Where the region holds for some value of the attributes: it no longer depends on them. Cost:
/// that of the diagram, and of uniting the cells of their levels.
[[nodiscard]] Region project(Universe& universe, Region region,
                             const std::vector<std::string_view>& attributes);

/// Likewise of all attributes of a kind.
[[nodiscard]] Region project(Universe& universe, Region region, VariableKind kind);

/// A region that says the same within `care` without the attributes; nothing if it hangs on them.
/// REQUIRES: the region lies within `care`.
[[nodiscard]] std::optional<Region> without(Universe& universe, Region region, Region care,
                                            const std::vector<std::string_view>& attributes);

}  // namespace accessdrift
