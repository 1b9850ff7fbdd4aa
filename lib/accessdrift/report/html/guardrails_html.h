#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// What the guardrails come to, in a line that stands out.
[[nodiscard]] std::string guardrails_headline(const Report& report);

/// Every guardrail and what it counted, those that do not pass first; and which of them the change
/// loosens. Empty where there are none.
[[nodiscard]] std::string guardrails_table(const Report& report);

}  // namespace accessdrift
