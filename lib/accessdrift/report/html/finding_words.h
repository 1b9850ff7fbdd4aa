#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/told_findings.h"

namespace accessdrift {

/// What a page says of a finding, in words; everything escaped but for HTML, long names and texts
/// cut.
struct FindingWords {
  std::string_view classes;  ///< of the style sheet: `gain`, `loss`, `shift`, `may`
  std::string sign;          ///< `+`, `−`, `~`, `?`
  std::string kind;          ///< `gained`, `may be gained`
  std::string who, what;     ///< a few names and a count
  /// `group:sre`, where `who` goes on with its members; else empty.
  std::string short_who, short_what;
  std::string actions;
  std::string before, after;  ///< when it is allowed
  std::string when;           ///< the two in one, as text has it
};
[[nodiscard]] FindingWords finding_words(const ToldFinding& told);

/// What else is to be said, a sentence each: which guardrails fail, where it hangs on what is not
/// known, which requests have these causes.
[[nodiscard]] std::vector<std::string> finding_notes(const Report& report, const ToldFinding& told);

/// A request that is decided otherwise now, and how. Empty where a limit was hit.
[[nodiscard]] std::string example_text(const ReportFinding& finding);

/// It fails the gate or is warned of, or is public exposure: to be looked at before the others.
[[nodiscard]] bool is_reviewed_first(const ReportFinding& finding);

}  // namespace accessdrift
