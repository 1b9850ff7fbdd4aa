#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// A finding, what its parts say together, and who may be among the further members whom it is
/// about, too.
struct ToldFinding {
  const ReportFinding* finding = nullptr;
  std::vector<std::string> may_be_among = {};  ///< ids, sorted
  /// Its parts, where what is not known alone tells them apart: in each world other edits bring it
  /// about. Empty: it has one cause, or its parts differ in what requests tell.
  std::vector<const ReportFinding*> in_worlds = {};
  /// Its other parts: requests for which other edits bring it about.
  std::vector<const ReportFinding*> others = {};
};
/// Those of the report, in its order, without what another one of them tells. The report outlives
/// them.
[[nodiscard]] std::vector<ToldFinding> told_findings(const Report& report);

/// It, and each of its other parts as a finding of its own.
[[nodiscard]] std::vector<ToldFinding> parts_of(const ToldFinding& told);
/// Likewise of all of them.
[[nodiscard]] std::vector<ToldFinding> told_apart(const Report& report);

}  // namespace accessdrift
