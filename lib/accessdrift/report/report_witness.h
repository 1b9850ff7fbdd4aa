#pragma once

#include <vector>

#include "accessdrift/drift/paths.h"
#include "accessdrift/drift/roll_up.h"
#include "accessdrift/drift/witness.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// The request of an example, what it says of the worlds apart.
[[nodiscard]] WitnessText witness_text(const Witness& witness, const Finding& finding,
                                       const Comparison& comparison);
[[nodiscard]] std::vector<PathText> path_texts(std::vector<PairPath> paths,
                                               const Comparison& comparison);

}  // namespace accessdrift
