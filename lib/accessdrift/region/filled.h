#pragma once

#include "accessdrift/region/universe.h"

namespace accessdrift {

/// A region that says the same within `care`, in fewer words: outside of it what a URL tells, and
/// the world, are like the least specific values inside. REQUIRES: the region lies within `care`,
/// and that in the universe's. Cost: that of both diagrams together.
[[nodiscard]] Region filled(Universe& universe, Region region, Region care);

}  // namespace accessdrift
