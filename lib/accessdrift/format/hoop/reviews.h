#pragma once

#include <vector>

#include "accessdrift/format/hoop/access_rules.h"
#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// What is asked for before a session opens: access request rules, and the older reviewers of a
/// connection. Needs the connections; gives back the rules.
std::vector<AccessRule> read_reviews(Gateway& gateway);

}  // namespace accessdrift::hoop
