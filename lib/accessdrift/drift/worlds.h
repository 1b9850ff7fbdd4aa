#pragma once

#include <string>
#include <vector>

#include "accessdrift/drift/change.h"

namespace accessdrift {

/// A change by the worlds (DESIGN §3, attributes): one for each kind that it has in some world,
/// each within its worlds. It is a must if in every world some request is decided differently,
/// whatever opaque tests answer, and however many kinds that takes; else each is a may. Without
/// unknowns: the change itself.
///
/// Cost: that of some projections of the regions. Past the bound what is given back means nothing.
[[nodiscard]] std::vector<AccessChange> by_world(AccessChange change, Universe& universe);

/// The attributes of the world and the opaque tests on which the difference hangs, sorted.
[[nodiscard]] std::vector<std::string> unknowns_of(Region before, Region after, Universe& universe);

/// Requests that are decided differently in every world of the change, whatever it is; never if
/// each world needs a request of its own.
[[nodiscard]] Region in_all_worlds(const AccessChange& change, Universe& universe);

}  // namespace accessdrift
