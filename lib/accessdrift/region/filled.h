#pragma once

#include <span>
#include <string_view>

#include "accessdrift/region/universe.h"

namespace accessdrift {

/// A region that says the same within `care`, in fewer words: outside of it the strings
/// `attributes` are like the least specific ones inside. REQUIRES: the region lies within `care`,
/// and that in the universe's. Cost: that of both diagrams together.
[[nodiscard]] Region filled(Universe& universe, Region region, Region care,
                            std::span<const std::string_view> attributes);

}  // namespace accessdrift
