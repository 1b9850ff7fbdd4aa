#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// `9f03b7d 2026-11-18 A. Author, "flatten sre groups"`, with `has_gap` that it may have been one
/// before it. Escaped.
[[nodiscard]] std::string commit_line(const ReportCommit& commit, bool has_gap = false);

/// `9f03b7d A. Author, "let all of finance see reports"`, `not committed`. Escaped.
[[nodiscard]] std::string origin_text(const ReportOrigin& origin, const ReportSide& before);

/// The same in a word or two, for the end of a line: `  9f03b7d`; empty where nothing is told.
[[nodiscard]] std::string short_origin(const ReportEdit& edit);

}  // namespace accessdrift
