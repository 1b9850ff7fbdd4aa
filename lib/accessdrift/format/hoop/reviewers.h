#pragma once

#include <array>
#include <vector>

#include "accessdrift/format/hoop/access_rules.h"
#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// By session, the rules of which one is asked.
using Candidates = std::array<std::vector<const AccessRule*>, 2>;

/// The older way to ask for a review: groups that are written into the connection. They are asked
/// wherever no rule has been.
void read_reviewers(Gateway& gateway, const Connection& connection, const Candidates& rules);

}  // namespace accessdrift::hoop
