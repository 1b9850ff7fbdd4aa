#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// What the gate comes to, in a line that stands out, and why.
[[nodiscard]] std::string guardrails_headline(const Report& report);

/// Every guardrail and what it counted, those that do not pass first. Empty where there are none.
[[nodiscard]] std::string guardrails_table(const Report& report);

}  // namespace accessdrift
