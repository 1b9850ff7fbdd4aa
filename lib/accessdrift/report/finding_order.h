#pragma once

#include <compare>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// In which order findings are told, as far as it does not hang on their answers.
[[nodiscard]] std::weak_ordering outline_order(const ReportFinding& a, const ReportFinding& b);
/// Whether they are about one kind of change and begin with the same resource.
[[nodiscard]] bool begin_alike(const ReportFinding& a, const ReportFinding& b);
/// The order in which they are told.
[[nodiscard]] bool comes_before(const ReportFinding& a, const ReportFinding& b);

}  // namespace accessdrift
