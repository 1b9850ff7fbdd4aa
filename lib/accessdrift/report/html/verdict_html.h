#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// The first section of the page: what the guardrails say, how much changed, what was compared and
/// how to compare it again.
[[nodiscard]] std::string verdict_html(const Report& report);

}  // namespace accessdrift
