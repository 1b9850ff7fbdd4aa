#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/lint/lint.h"
#include "accessdrift/report/report.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {

/// What `lint` has to say about a side.
struct LintReport {
  ReportSide side;
  Instant at = kFirstInstant;
  Instant soon = kFirstInstant;
  /// What was looked at.
  std::size_t identities = 0, groups = 0, resources = 0, policies = 0;
  std::vector<LintFinding> findings;  ///< those of the baseline left out
  std::vector<std::string> not_checked;
  struct Baseline {
    std::string spec;
    std::size_t known = 0;  ///< findings that are not told, since it has them
    std::size_t gone = 0;   ///< findings of it that are no more
  };
  std::optional<Baseline> baseline;
  std::optional<Severity> fail_on;  ///< nothing: no finding fails
  bool has_failed = false;
};

/// Warnings first, then by code and place; `options.limit` of each code.
[[nodiscard]] std::string write_lint_text(const LintReport& report, const TextOptions& options);
[[nodiscard]] std::string write_lint_json(const LintReport& report, std::string_view tool_version);

}  // namespace accessdrift
