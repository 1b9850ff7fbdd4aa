#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift::testing {

AnswerText never();
AnswerText always();
/// Only with an attribute that is true.
AnswerText only_with(const std::string& attribute);

LabelledSet one(const std::string& id);

/// By edits of the report.
[[nodiscard]] ReportCause caused_by(std::vector<ReportEditSet> because, ReportEditSet undo);

/// Without findings and edits: `main` against `HEAD` in a small company.
Report quiet_report();

/// One finding of every kind, edits, an equal policy.
Report small_report();

/// `count` gained findings.
Report large_report(std::size_t count);

/// Names that attack terminals, spreadsheets, logs and JSON.
Report hostile_report();

/// One finding and its edit, and a name wherever a report tells one.
Report report_about(const std::string& name);

}  // namespace accessdrift::testing
