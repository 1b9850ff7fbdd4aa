#pragma once

#include "accessdrift/format/proxysql/server.h"

namespace accessdrift::proxysql {

/// What of a configuration hardly means what was meant.
void add_remarks(const Instance& instance);
/// A configuration beside a dump of the database: ProxySQL does not read it.
void tell_database(SourceReading& reading, Instance& configuration, const Instance& dump);

}  // namespace accessdrift::proxysql
