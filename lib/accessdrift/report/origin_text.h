#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// `9f03b7d A. Author, "let all of finance see reports"`, `not committed`. Escaped.
[[nodiscard]] std::string origin_text(const ReportOrigin& origin, const ReportSide& before);

/// The same in a word or two, for the end of a line: `  9f03b7d`; empty where nothing is told.
[[nodiscard]] std::string short_origin(const ReportEdit& edit);

}  // namespace accessdrift
