#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// What an annotation says of findings of one code, as a line: with counts, up to five names, the
/// first edit, and the guardrails of protections that they make fail. Escaped as for a terminal.
/// REQUIRES: at least one finding.
[[nodiscard]] std::string annotation_text(const Report& report,
                                          const std::vector<const ReportFinding*>& findings);

}  // namespace accessdrift
