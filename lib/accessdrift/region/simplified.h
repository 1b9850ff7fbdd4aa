#pragma once

#include "accessdrift/region/universe.h"

namespace accessdrift {

/// The region in fewer words: equal to it within `care`, and filled in outside as it reads best.
/// Periods of time that differ only in which classes occur there become one. Deterministic; the
/// cost is that of the diagram, times the groups of periods that really differ.
[[nodiscard]] Region simplified(Universe& universe, Region region);

}  // namespace accessdrift
