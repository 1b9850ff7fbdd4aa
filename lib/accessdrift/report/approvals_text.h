#pragma once

#include <string>

#include "accessdrift/report/color.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// What else needs approval, and what became of expected changes: a line each. Empty where there is
/// neither.
[[nodiscard]] std::string approvals_text(const Report& report, const Palette& palette);

}  // namespace accessdrift
