#include "accessdrift/report/joined_cause.h"

#include <algorithm>
#include <set>
#include <utility>

namespace accessdrift {
ReportCause joined_cause(const std::vector<const ReportFinding*>& parts) {
  std::set<ReportEditSet> because;
  std::set<std::size_t> undone, with_it;
  std::set<ReportCause::Own> own;
  ReportCause made;
  for (const ReportFinding* const part : parts) {
    const ReportCause& cause = *part->cause;
    because.insert(cause.because.begin(), cause.because.end());
    undone.insert(cause.undo.edits.begin(), cause.undo.edits.end());
    with_it.insert(cause.undo.prerequisites.begin(), cause.undo.prerequisites.end());
    own.insert(cause.own.begin(), cause.own.end());
    made.has_more = made.has_more || cause.has_more;
    made.is_complete = made.is_complete && cause.is_complete;
  }
  for (const std::size_t edit : undone) with_it.erase(edit);
  made.because = {because.begin(), because.end()};
  std::ranges::stable_sort(made.because, {},
                           [](const ReportEditSet& one) { return one.edits.size(); });
  made.undo = {{undone.begin(), undone.end()}, {with_it.begin(), with_it.end()}};
  made.own = {own.begin(), own.end()};
  return made;
}

}  // namespace accessdrift
