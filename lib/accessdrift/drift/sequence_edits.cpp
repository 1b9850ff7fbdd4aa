#include "accessdrift/drift/sequence_edits.h"

#include <algorithm>
#include <map>

namespace accessdrift {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Which entries of `values` (distinct; kNone entries never) belong to the longest ascending
/// subsequence that keeps the earliest entries.
std::vector<bool> longest_ascending(const std::vector<std::size_t>& values) {
  // longest[i]: length of the longest ascending run that starts at i, found from the back.
  std::vector<std::size_t> longest(values.size(), 0);
  std::vector<std::size_t> best_start;  // best_start[l]: the greatest value that starts a run of
                                        // length l + 1 (descending in l)
  for (std::size_t i = values.size(); i-- > 0;) {
    if (values[i] == kNone) continue;
    const auto at = std::partition_point(best_start.begin(), best_start.end(),
                                         [&](std::size_t start) { return start > values[i]; });
    longest[i] = static_cast<std::size_t>(at - best_start.begin()) + 1;
    if (at == best_start.end()) {
      best_start.push_back(values[i]);
    } else {
      *at = std::max(*at, values[i]);
    }
  }
  std::vector<bool> kept(values.size(), false);
  std::size_t left = best_start.size();
  std::size_t last = 0;
  bool any = false;
  for (std::size_t i = 0; i < values.size() && left > 0; ++i) {
    if (values[i] == kNone || longest[i] != left || (any && values[i] < last)) continue;
    kept[i] = true;
    last = values[i];
    any = true;
    --left;
  }
  return kept;
}

}  // namespace

std::vector<SequenceEdit> sequence_edits(const std::vector<std::string>& before,
                                         const std::vector<std::string>& after) {
  std::map<std::string, std::size_t> place_after;
  for (std::size_t i = 0; i < after.size(); ++i) place_after[after[i]] = i;
  std::vector<std::size_t> target(before.size(), kNone);
  std::vector<bool> met(after.size(), false);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto found = place_after.find(before[i]);
    if (found == place_after.end()) continue;
    target[i] = found->second;
    met[found->second] = true;
  }
  const std::vector<bool> kept = longest_ascending(target);
  std::vector<SequenceEdit> edits;
  std::optional<std::size_t> seam;
  for (std::size_t i = before.size(); i-- > 0;) {
    if (target[i] == kNone) {
      edits.push_back({before[i], i, {}, seam});
      continue;
    }
    seam = target[i];
    if (!kept[i]) edits.push_back({before[i], i, target[i]});
  }
  std::ranges::reverse(edits);
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!met[i]) edits.push_back({after[i], {}, i});
  }
  std::ranges::stable_sort(
      edits, {}, [](const SequenceEdit& edit) { return edit.after ? *edit.after : *edit.before; });
  return edits;
}

}  // namespace accessdrift
