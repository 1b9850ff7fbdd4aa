#include "accessdrift/report/other_edits.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <tuple>

namespace accessdrift {
namespace {

/// Lines with an edit, on the side that it is told of.
class Lines {
 public:
  void add(const ReportEdit& edit) { all_.insert(line_of(edit)); }
  [[nodiscard]] bool have(const ReportEdit& edit) const { return all_.contains(line_of(edit)); }

 private:
  using Line = std::tuple<bool, std::string, std::uint32_t>;
  static Line line_of(const ReportEdit& edit) {
    const std::optional<PlaceText>& place = edit.after ? edit.after : edit.before;
    if (!place) return {};
    return {edit.after.has_value(), place->file, place->line};
  }

  std::set<Line> all_;
};

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
  Lines lines;
  for (std::size_t e = 0; e < report.edits.size(); ++e)
    if (!report.edits[e].is_implied) lines.add(report.edits[e]);
  for (std::size_t e = 0; e < report.edits.size(); ++e) {
    const ReportEdit& edit = report.edits[e];
    const bool is_same =
        std::ranges::find(report.same, edit.id, &ReportEdit::id) != report.same.end();
    const bool is_shown = edit.is_implied && lines.have(edit);
    if (!is_told[e] && !is_same && !is_shown) others.push_back(edit);
  }
  return others;
}

}  // namespace accessdrift
