#pragma once

#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// What goes by another id after than before: people, groups and resources, and why they are one.
[[nodiscard]] std::vector<PairedIds> report_paired(const Comparison& comparison);

}  // namespace accessdrift
