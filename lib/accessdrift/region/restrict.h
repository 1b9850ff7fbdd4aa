#pragma once

#include "accessdrift/model/request.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

/// What is left of a region once some attributes are told: the region over the others. Within it
/// told attributes do not matter. An attribute that is not told, or whose value the universe does
/// not have, is left open.
[[nodiscard]] Region restrict_to(Universe& universe, Region region, const RequestAttributes& told);

}  // namespace accessdrift
