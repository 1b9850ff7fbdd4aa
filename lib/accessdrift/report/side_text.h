#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// `main 4c1e9a2 (merge base)`, escaped.
[[nodiscard]] std::string side_text(const ReportSide& side);

}  // namespace accessdrift
