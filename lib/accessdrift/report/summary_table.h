#pragma once

#include <string>

#include "accessdrift/report/color.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// UX c2: identities, resources and entitlements by kind; kinds without any are left out.
[[nodiscard]] std::string summary_table(const Report& report, const Palette& palette);

}  // namespace accessdrift
