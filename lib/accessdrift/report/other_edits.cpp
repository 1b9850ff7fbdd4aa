#include "accessdrift/report/other_edits.h"

#include <algorithm>
#include <cstddef>

#include "accessdrift/report/lines_told.h"

namespace accessdrift {
namespace {

void note_edits(const ReportCause& cause, std::vector<bool>& is_told) {
  const auto note = [&](const ReportEditSet& set) {
    for (const std::size_t edit : set.edits) is_told[edit] = true;
    for (const std::size_t edit : set.prerequisites) is_told[edit] = true;
  };
  std::ranges::for_each(cause.because, note);
  note(cause.undo);
  for (const ReportCause::Own& own : cause.own) {
    for (const auto& [identity, edit] : own.of) is_told[edit] = true;
  }
}

}  // namespace

std::vector<ReportEdit> other_edits(const Report& report) {
  std::vector<bool> is_told(report.edits.size());
  for (const ReportFinding& finding : report.findings) {
    if (finding.cause) note_edits(*finding.cause, is_told);
  }
  std::vector<ReportEdit> others;
  const LinesTold lines(report.edits);
  for (std::size_t e = 0; e < report.edits.size(); ++e) {
    const ReportEdit& edit = report.edits[e];
    const bool is_same =
        std::ranges::find(report.same, edit.id, &ReportEdit::id) != report.same.end();
    if (!is_told[e] && !is_same && !lines.imply(edit)) others.push_back(edit);
  }
  return others;
}

}  // namespace accessdrift
