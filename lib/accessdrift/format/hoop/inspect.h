#pragma once

#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// Configurations of hoop-inspect, the relay that looks into statements: a lane a listener, and
/// what it refuses. Who reaches a lane is decided before it.
void read_inspect(Gateway& gateway);

}  // namespace accessdrift::hoop
