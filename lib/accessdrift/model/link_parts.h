#pragma once

#include "accessdrift/model/snapshot.h"

namespace accessdrift::linking {

/// The parts of `link`, in the order in which they run; each fills tables of its own from those
/// that stand.
void link_names(Snapshot& snapshot);
void link_unlisted(Snapshot& snapshot);
void link_schema(Snapshot& snapshot);
void link_networks(Snapshot& snapshot);
void link_windows(Snapshot& snapshot);
void link_scopes(Snapshot& snapshot);
void link_parents(Snapshot& snapshot);
void link_actions(Snapshot& snapshot);
void link_routes(Snapshot& snapshot);
void link_policy_resources(Snapshot& snapshot);
void link_standings(Snapshot& snapshot);

}  // namespace accessdrift::linking
