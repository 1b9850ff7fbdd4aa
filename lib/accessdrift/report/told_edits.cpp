#include "accessdrift/report/told_edits.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/lines_told.h"

namespace accessdrift {
namespace {

/// Of a rule its last edit is told: policies come behind their conditions.
void put_implied_aside(const std::vector<ReportEdit>& edits, ReportEditSet& set) {
  using Told = std::pair<std::string, std::string>;  // what, or the rule; where
  const auto told = [&](std::size_t edit) {
    const ReportEdit& one = edits[edit];
    return Told(one.rule.empty() ? one.what : one.rule, edit_place(one));
  };
  std::map<Told, std::size_t> last;
  for (const std::size_t edit : set.edits) last[told(edit)] = edit;
  const auto is_shown = [&](std::size_t edit) {
    if (!edits[edit].is_implied) return false;
    return last.at(told(edit)) != edit || std::ranges::any_of(set.edits, [&](std::size_t other) {
             return !edits[other].is_implied && shows(edits[other], edits[edit]);
           });
  };
  std::set<std::size_t> aside;
  std::ranges::copy_if(set.edits, std::inserter(aside, aside.end()), is_shown);
  if (aside.empty()) return;
  std::erase_if(set.edits, [&](std::size_t edit) { return aside.contains(edit); });
  set.prerequisites.insert(set.prerequisites.end(), aside.begin(), aside.end());
  std::ranges::sort(set.prerequisites);
}

}  // namespace

std::vector<ReportEdit> told_edits(const std::vector<ReportEdit>& some) {
  const LinesTold lines(some);
  std::vector<ReportEdit> told;
  std::ranges::copy_if(some, std::back_inserter(told),
                       [&](const ReportEdit& edit) { return !lines.imply(edit); });
  return told;
}

std::size_t count_told_edits(const std::vector<ReportEdit>& some) {
  return told_edits(some).size();
}

void put_implied_aside(Report& report) {
  for (ReportFinding& finding : report.findings) {
    if (!finding.cause) continue;
    for (ReportEditSet& set : finding.cause->because) put_implied_aside(report.edits, set);
    put_implied_aside(report.edits, finding.cause->undo);
  }
}

}  // namespace accessdrift
