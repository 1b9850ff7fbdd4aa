#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// A finding and who may be among the further members whom it is about, too.
struct ToldFinding {
  const ReportFinding* finding = nullptr;
  std::vector<std::string> may_be_among;  ///< ids, sorted
};
/// Those of the report, in its order, without what another one of them tells. The report outlives
/// them.
[[nodiscard]] std::vector<ToldFinding> told_findings(const Report& report);

}  // namespace accessdrift
