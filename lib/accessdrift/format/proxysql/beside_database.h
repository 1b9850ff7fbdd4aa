#pragma once

#include "accessdrift/format/proxysql/server.h"

namespace accessdrift::proxysql {

/// A configuration beside a dump of the database: ProxySQL does not read it. What they say
/// differently is told.
void tell_database(SourceReading& reading, Instance& configuration, const Instance& dump);

}  // namespace accessdrift::proxysql
