#pragma once

#include <string>
#include <string_view>

#include "accessdrift/query/explain.h"
#include "accessdrift/report/fixes.h"
#include "accessdrift/report/report.h"
#include "accessdrift/report/since.h"

namespace accessdrift {

struct ExplainStyle {
  bool color = false;
  bool all = false;                  ///< every policy and criterion, every membership
  std::string since = {};            ///< since when the answer is so, escaped; empty: not told
  const FixReport* fixes = nullptr;  ///< null: not told
};

/// UX c3: the decision, what was asked, the policies that decide or the
/// closest one with carets, how the identity is a member of what, the near misses
/// and the smallest fixes. `when`
/// describes the region of an answer *only when*.
[[nodiscard]] std::string write_explain_text(const Explanation& explanation,
                                             const Snapshot& snapshot, const AnswerText& answer,
                                             const ExplainStyle& options);

/// What was asked, and which program answers.
struct ExplainOrigin {
  ReportSide side;
  std::string_view tool_version;
  const SinceReport* since = nullptr;  ///< null: not told
  const FixReport* fixes = nullptr;    ///< null: not told
};

/// `accessdrift.explain`: the same as data; with `all`, the trace of every policy.
[[nodiscard]] std::string write_explain_json(const Explanation& explanation,
                                             const Snapshot& snapshot, const AnswerText& answer,
                                             const ExplainOrigin& origin, bool all);

}  // namespace accessdrift
