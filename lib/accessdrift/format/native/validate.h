#pragma once

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// What is wrong between the declarations of a linked side by the native rules (DESIGN §3, §6):
/// things defined twice, mentions of what is missing, cycles, clashes of aliases and uids, things
/// placed twice, values of a wrong type, an open directory.
///
/// Sorted by place. Conditions and rules are checked elsewhere; a side without policies is the
/// caller's to judge. Cost: linear in the facts, and a bounded amount more for suggestions.
[[nodiscard]] Diagnostics validate_native(const Snapshot& snapshot);

}  // namespace accessdrift
