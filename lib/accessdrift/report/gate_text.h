#pragma once

#include <string>

#include "accessdrift/report/color.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// `FAILED 1 of 6`, `passed, 6`
[[nodiscard]] std::string guardrails_verdict(const Report& report);

/// What the guardrails say: a line of all, then each that does not pass; and what else needs
/// approval or was expected. Empty where there is nothing of it.
[[nodiscard]] std::string gate_text(const Report& report, const Palette& palette);

/// Why the gate does not pass, a line each, to stand beside what is printed without that.
[[nodiscard]] std::string verdict_lines(const Report& report);

}  // namespace accessdrift
