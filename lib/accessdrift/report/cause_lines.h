#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// The cause block under a finding (UX c1): which edits bring it about, and which undone take it
/// back, if those are others. `expand`: every edit.
[[nodiscard]] std::string cause_lines(const Report& report, const ReportFinding& finding,
                                      bool expand);

/// `, and 29 more such edits` where the edit is one of somebody's own among others alike.
[[nodiscard]] std::string likewise_text(const ReportCause& cause, std::size_t edit);

}  // namespace accessdrift
