#pragma once

#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/drift/edits.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// An edit with its places, without its commits and the hash of its line.
[[nodiscard]] ReportEdit report_edit(const Edit& edit);

/// Marks those of what a reader makes of another system's line besides what it says
/// (`ReportEdit::is_implied`). REQUIRES: `reported` are those of the comparison, in order.
void mark_implied(const Comparison& comparison, std::vector<ReportEdit>& reported);

/// The hashes of the lines at which they are seen. REQUIRES: `reported` are those edits, in order.
void add_line_hashes(const std::vector<Edit>& edits, std::vector<ReportEdit>& reported);

/// What their files say there. REQUIRES: as above.
void add_source_lines(const std::vector<Edit>& edits, std::vector<ReportEdit>& reported);

}  // namespace accessdrift
