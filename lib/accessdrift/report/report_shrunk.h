#pragma once

#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// The sources of which more than half is gone.
[[nodiscard]] std::vector<ReportShrunk> report_shrunk(const Comparison& comparison);

}  // namespace accessdrift
