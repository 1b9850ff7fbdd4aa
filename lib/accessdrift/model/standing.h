#pragma once

#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Whether a set is an `all-of`; not of none.
[[nodiscard]] bool needs_all(const Snapshot& snapshot, SetIndex set);
/// Whether a policy stands in one, however deep. A circle of sets ends.
[[nodiscard]] bool is_within_all_of(const Snapshot& snapshot, PolicyIndex policy);
/// The sets that a policy stands in, from the inside out. Likewise.
[[nodiscard]] std::vector<SetIndex> sets_around(const Snapshot& snapshot, PolicyIndex policy);

}  // namespace accessdrift
