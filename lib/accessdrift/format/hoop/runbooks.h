#pragma once

#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// Which runbooks may be run, by whom and on what, where any rule says. Needs the connections.
void read_runbook_rules(Gateway& gateway);

}  // namespace accessdrift::hoop
