#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// A finding and who may be among the further members whom it is about, too.
struct ToldFinding {
  const ReportFinding* finding = nullptr;
  std::vector<std::string> may_be_among;  ///< ids, sorted
  /// Its parts, where what is not known alone tells them apart: in each world other edits bring it
  /// about. Empty: it has one cause, or its parts are findings of their own.
  std::vector<const ReportFinding*> in_worlds = {};
};
/// Those of the report, in its order, without what another one of them tells. The report outlives
/// them.
[[nodiscard]] std::vector<ToldFinding> told_findings(const Report& report);

}  // namespace accessdrift
