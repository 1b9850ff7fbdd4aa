#pragma once

#include <string>

#include "accessdrift/format/pgbouncer/pool.h"

namespace accessdrift::pgbouncer {

/// Puts the rules and the lists of the console's users together: both have to let somebody in, but
/// for the operating system's user that PgBouncer runs as.
void declare_gates(SourceReading& reading, const Pool& pool, const std::vector<std::string>& sets);

}  // namespace accessdrift::pgbouncer
