#pragma once

#include <string_view>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// The permanent code of what a finding is (UX c5); a change that depends on what is not known has
/// its own.
[[nodiscard]] std::string_view code_of(const ReportFinding& finding);

}  // namespace accessdrift
