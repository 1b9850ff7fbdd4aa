#pragma once

#include "accessdrift/history/edit_origins.h"
#include "accessdrift/load/side.h"
#include "accessdrift/report/report.h"

namespace accessdrift::cli {

/// What a report says of a side.
[[nodiscard]] ReportSide report_side(const Side& side);
[[nodiscard]] ReportCommit report_commit(const Commit& commit);
[[nodiscard]] ReportOrigin report_origin(const EditOrigin& origin);

}  // namespace accessdrift::cli
