#pragma once

#include <string>
#include <string_view>

#include "accessdrift/report/report.h"

namespace accessdrift {

// What programs of continuous integration read: each finding at the line of its first edit (UX c5).

struct SarifOptions {
  int exit_code = 0;
  std::string_view tool_version;
  std::string_view category = "default";  ///< tells several analyses of one commit apart
  bool tells_accepted = false;            ///< as suppressed results; else they are left out
};
/// SARIF 2.1.0: a result for every code and line; at most 5,000, the worst first, and it says so.
/// What was expected is accepted.
[[nodiscard]] std::string write_sarif(const Report& report, const SarifOptions& options);

/// Workflow commands of GitHub Actions: `text` in a group, then at most nine annotations, and one
/// that counts the rest. No other line is a command. REQUIRES: `text` is that of `write_text`.
[[nodiscard]] std::string write_github(const Report& report, std::string_view text);

/// GitLab's code quality report: one JSON array.
[[nodiscard]] std::string write_gitlab(const Report& report);

/// reviewdog's diagnostics (rdjsonl), one a line. Its reporters show lines that a change adds; with
/// `-filter-mode=nofilter` others, too.
[[nodiscard]] std::string write_rdjsonl(const Report& report);

/// JUnit's XML: the comparison, the guardrails and the tests whose result changes are cases; that
/// of the comparison carries a line a finding.
[[nodiscard]] std::string write_diff_junit(const Report& report);

}  // namespace accessdrift
