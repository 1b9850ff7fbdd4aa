#include "accessdrift/report/joined_cause.h"

#include <algorithm>
#include <set>
#include <utility>

namespace accessdrift {
namespace {

bool is_part_of(const ReportEditSet& small, const ReportEditSet& large) {
  return small.edits.size() < large.edits.size() && std::ranges::includes(large.edits, small.edits);
}

/// Without those that hold another one.
std::vector<ReportEditSet> smallest(const std::set<ReportEditSet>& all) {
  std::vector<ReportEditSet> kept;
  for (const ReportEditSet& one : all) {
    const bool holds_another = std::ranges::any_of(
        all, [&](const ReportEditSet& other) { return is_part_of(other, one); });
    if (!holds_another) kept.push_back(one);
  }
  std::ranges::stable_sort(kept, {}, [](const ReportEditSet& one) { return one.edits.size(); });
  return kept;
}

}  // namespace

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
  made.because = smallest(because);
  made.undo = {{undone.begin(), undone.end()}, {with_it.begin(), with_it.end()}};
  made.own = {own.begin(), own.end()};
  return made;
}

}  // namespace accessdrift
