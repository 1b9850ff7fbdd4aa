#pragma once

#include "accessdrift/interpreter/facts.h"
#include "accessdrift/interpreter/subject.h"

namespace accessdrift::interpreting {

/// The groups that a user is ever in, as far as it is told what the snapshot does not know.
[[nodiscard]] Memberships memberships_of(const Snapshot& snapshot, UserIndex user,
                                         const GroupWalk& groups, Telling told);

/// What makes a user a member of groups beside their lists, as far as `told` says: of the rest
/// nothing.
[[nodiscard]] GroupWalk::Belonging belonging(const Snapshot& snapshot, UserIndex user,
                                             const RequestAttributes& told);

}  // namespace accessdrift::interpreting
