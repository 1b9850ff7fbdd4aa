#pragma once

#include <vector>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {

/// Reads a dump of the tables of the admin interface, as `sqlite3 .dump` and `mysqldump` write it:
/// INSERT and REPLACE, CREATE TABLE for the names of columns, DELETE of a whole table, SET of a
/// variable. Of several files together. Rows of `runtime_…` count before those of the same table
/// without it. Secrets are hidden. Cost: linear. Files without a statement about what ProxySQL has
/// are no such dumps: they go over to `unread`.
[[nodiscard]] Tables read_dump(SourceReading& reading, std::vector<SourceReading::File*>& files,
                               std::vector<const SourceReading::File*>& unread);

}  // namespace accessdrift::proxysql
