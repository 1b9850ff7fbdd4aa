#pragma once

#include "accessdrift/load/side.h"
#include "accessdrift/report/report.h"

namespace accessdrift::cli {

/// What a report says of a side.
[[nodiscard]] ReportSide report_side(const Side& side);

}  // namespace accessdrift::cli
