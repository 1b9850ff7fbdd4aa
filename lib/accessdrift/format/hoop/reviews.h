#pragma once

#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// What is asked for before a session opens: access request rules, and the older reviewers of a
/// connection. Needs the connections.
void read_reviews(Gateway& gateway);

}  // namespace accessdrift::hoop
