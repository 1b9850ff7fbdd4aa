#pragma once

#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Puts the conditions that others name in their place, in all conditions of the snapshot: what
/// evaluates them meets no names. Total: one that is missing, not checked or within itself is never
/// true. Cost: the size of what comes out, for each condition that names one; of those that would
/// have more than 65,536 parts the policies are told, and what they have is for nobody.
[[nodiscard]] std::vector<PolicyIndex> put_in_named(Snapshot& snapshot);

}  // namespace accessdrift
