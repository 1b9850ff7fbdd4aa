#pragma once

#include "accessdrift/format/pgbouncer/pool.h"

namespace accessdrift::pgbouncer {

/// What `lint` says of a configuration.
void add_remarks(SourceReading& reading, const Files& files, const Pool& pool,
                 const VersionedRules& rules);

}  // namespace accessdrift::pgbouncer
