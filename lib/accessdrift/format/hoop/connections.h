#pragma once

#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// Declares connections as resources, and what their modes forbid.
void read_connections(Gateway& gateway);

/// Who sees which connection: nobody asks for one that is hidden from them. Needs the connections.
void read_visibility(Gateway& gateway);

}  // namespace accessdrift::hoop
