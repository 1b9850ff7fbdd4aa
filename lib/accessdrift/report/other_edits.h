#pragma once

#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// The edits that neither a finding nor an equal policy tells.
[[nodiscard]] std::vector<ReportEdit> other_edits(const Report& report);

}  // namespace accessdrift
