#pragma once

#include <vector>

#include "accessdrift/format/hoop/access_rules.h"
#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// Says what is odd about rules, reviewers and people.
void add_remarks(Gateway& gateway, const std::vector<AccessRule>& rules);

}  // namespace accessdrift::hoop
