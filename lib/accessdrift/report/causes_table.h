#pragma once

#include <string>

#include "accessdrift/report/color.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// The causes of the findings by how many entitlements each explains (UX c2): every entitlement
/// counts once, under the smallest of its causes, so the column adds up. `limit` rows, 0: all.
[[nodiscard]] std::string causes_table(const Report& report, std::size_t limit,
                                       const Palette& palette);

}  // namespace accessdrift
