#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// By guardrails, invariants and expected changes.
[[nodiscard]] Verdict verdict(const Report& report);

/// Why it is not `Passes`, or is warned of, in the order of the report; empty: nothing to say.
[[nodiscard]] std::vector<std::string> reasons(const Report& report);

/// Whether an entry of expected changes fails the comparison.
[[nodiscard]] bool fails(const ReportExpected& entry);

}  // namespace accessdrift
