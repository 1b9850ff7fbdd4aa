#pragma once

#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/drift/touched.h"

namespace accessdrift {

/// What an edit can reach, by resource and action as bytes of their texts: by id, and by URL where
/// URLs lead there on a side. REQUIRES: the comparison has its engines and URLs.
[[nodiscard]] std::vector<Target> find_targets(const Comparison& comparison, const Touched& before,
                                               const Touched& after);

}  // namespace accessdrift
