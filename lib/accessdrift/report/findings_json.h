#pragma once

#include <vector>

#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/lines_told.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// Counts by kind, of what may change, and of equal policies (UX c6).
void write_summary(JsonWriter& json, const Report& report);
/// An object; an array of all.
void write_finding(JsonWriter& json, const Report& report, const ReportFinding& finding);
void write_findings(JsonWriter& json, const Report& report);
/// An array, with places and commits. `lines`: of all edits of the report.
void write_edits(JsonWriter& json, const std::vector<ReportEdit>& edits, const LinesTold& lines);

}  // namespace accessdrift
