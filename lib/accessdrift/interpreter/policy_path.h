#pragma once

#include <functional>
#include <vector>

#include "accessdrift/interpreter/asked.h"
#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/interpreter/reach.h"

namespace accessdrift::interpreting {

/// The paths of a complete request whose decisive policies are known; the outcome is left to the
/// caller. `groups` is asked for only where a policy names one.
[[nodiscard]] Deciding paths_of(const Asked& asked, const Reach& reach,
                                const std::vector<PolicyIndex>& decisive,
                                const std::function<const GroupWalk&()>& groups);

/// Who asks when, and what is told.
struct Asker {
  UserIndex user;
  const RequestAttributes& told;
  const Moment& moment;
};
/// Whether the user is in the first of the groups itself, that in the second and so on. Nobody is
/// in a group that is missing, and no user in none.
[[nodiscard]] std::vector<bool> links_of(const Snapshot& snapshot, const GroupWalk& groups,
                                         const Asker& asker, const std::vector<Name>& chain);

}  // namespace accessdrift::interpreting
