#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// The edits that bring about the changes, by how many changed entitlements each explains. Empty
/// where causes were not asked for or nothing changed.
[[nodiscard]] std::string causes_html(const Report& report);

/// Edits that change nothing: policies that were proved equal, and what no finding tells.
[[nodiscard]] std::string other_edits_html(const Report& report);

/// Tests of the configuration whose result changes. Empty if there are none.
[[nodiscard]] std::string tests_html(const Report& report);

}  // namespace accessdrift
