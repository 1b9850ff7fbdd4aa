#pragma once

#include <cstddef>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// Those of some edits that somebody who looks at the files would count: without what readers make
/// of a line besides others (`ReportEdit::is_implied`).
[[nodiscard]] std::vector<ReportEdit> told_edits(const std::vector<ReportEdit>& some);
[[nodiscard]] std::size_t count_told_edits(const std::vector<ReportEdit>& some);

/// Of the edits of a cause, those that another one's line implies go with it as prerequisites.
void put_implied_aside(Report& report);

}  // namespace accessdrift
