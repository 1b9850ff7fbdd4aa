#pragma once

#include <string>

#include "accessdrift/report/color.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// `FAILED 1 of 6`, `passed, 6`
[[nodiscard]] std::string guardrails_verdict(const Report& report);

/// What the guardrails say: a line of all, then each that does not pass, and those that the change
/// loosens. Empty where there are none.
[[nodiscard]] std::string guardrails_text(const Report& report, const Palette& palette);

/// A line each that does not pass, to stand beside what is printed without them.
[[nodiscard]] std::string failing_guardrails(const Report& report);

}  // namespace accessdrift
