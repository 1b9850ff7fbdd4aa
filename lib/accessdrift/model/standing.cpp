#include "accessdrift/model/standing.h"

namespace accessdrift {
namespace {

/// Calls `see(set)` from the inside out until it says false.
template <typename See>
void each_set_around(const Snapshot& snapshot, PolicyIndex policy, const See& see) {
  SetIndex set = snapshot.policy_standing[policy.index()].set;
  for (std::size_t depth = 0; !set.is_none() && depth <= snapshot.sets.size(); ++depth) {
    if (!see(set)) return;
    set = snapshot.set_standing[set.index()].set;
  }
}

}  // namespace

bool needs_all(const Snapshot& snapshot, SetIndex set) {
  return !set.is_none() && snapshot.sets[set.index()]->combine == Combine::AllOf;
}

bool is_within_all_of(const Snapshot& snapshot, PolicyIndex policy) {
  bool is_within = false;
  each_set_around(snapshot, policy, [&](SetIndex set) {
    is_within = needs_all(snapshot, set);
    return !is_within;
  });
  return is_within;
}

std::vector<SetIndex> sets_around(const Snapshot& snapshot, PolicyIndex policy) {
  std::vector<SetIndex> sets;
  each_set_around(snapshot, policy, [&](SetIndex set) {
    sets.push_back(set);
    return true;
  });
  return sets;
}

}  // namespace accessdrift
