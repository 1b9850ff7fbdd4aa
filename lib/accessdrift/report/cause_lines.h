#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/report.h"
#include "accessdrift/report/told_findings.h"

namespace accessdrift {

/// One line of what is said of a finding's causes: a word in front, then an edit or a sentence.
struct CauseLine {
  std::string word;   ///< `because`, `either`, `  and`; alone: a sentence of its own
  std::string place;  ///< of the edit; empty: `what` is a sentence
  std::string what;
  std::string origin = {};               ///< the commit of the edit
  std::optional<std::size_t> edit = {};  ///< of those of the report
  friend auto operator<=>(const CauseLine&, const CauseLine&) = default;
};

/// Which edits bring a finding about, and which undone take it back, if those are others. Escaped.
/// Empty where causes were not asked for. `expand`: every edit.
[[nodiscard]] std::vector<CauseLine> cause_block(const Report& report, const ToldFinding& told,
                                                 bool expand);

/// The cause block under a finding (UX c1): which edits bring it about, and which undone take it
/// back, if those are others. `expand`: every edit.
[[nodiscard]] std::string cause_lines(const Report& report, const ToldFinding& told, bool expand);

/// Where a finding hangs on what is not known, and each of its worlds has another cause.
inline constexpr std::string_view kWorldsDecide =
    "which of these does it, what is not known decides";

/// `, and 29 more such edits` where the edit is one of somebody's own among others alike.
[[nodiscard]] std::string likewise_text(const ReportCause& cause, std::size_t edit);

}  // namespace accessdrift
