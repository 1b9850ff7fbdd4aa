#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/color.h"
#include "accessdrift/report/told_findings.h"

namespace accessdrift {

/// The cells of a finding's line in text, escaped, and the lines of names under it.
struct FindingRow {
  std::string sign;     ///< `+`, `-`, `~`, `?`
  std::string kind;     ///< `GAINED`
  std::string who;      ///< `3 identities`
  std::string what;     ///< `payroll`, `12 resources`
  std::string actions;  ///< `read, write`, `every action`
  std::string when;     ///< `always`; of what changed its condition `now always`
  std::string was;      ///< `only in office`; empty of what is gained or lost
  std::string
      names;  ///< indented lines: `group:sre (ana, bo)`, then resources if there are several
  bool is_abbreviated = false;  ///< names were left out
  Tone tone = Tone::Notice;
};

/// The column at which names start.
inline constexpr std::size_t kNamesIndent = 12;

/// `+`, `-`, `~`; `?` of what only may be.
[[nodiscard]] std::string sign_of(const ReportFinding& finding);

/// `expand`: every identity and resource by name.
[[nodiscard]] FindingRow finding_row(const ToldFinding& told, bool expand);

/// Whether the text of its worlds, uncut, names each of the unknowns on which it hangs.
[[nodiscard]] bool are_unknowns_told(const ReportFinding& finding);

/// When the change holds: the region gained or lost; of the other kinds both sides.
[[nodiscard]] std::string when_of(const ReportFinding& finding, bool whole);

}  // namespace accessdrift
