#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// `pgbouncer 1.22 -> 1.24`, or `pgbouncer 1.24` where both sides have that; escaped.
[[nodiscard]] std::string version_text(const ReportVersion& version);

}  // namespace accessdrift
