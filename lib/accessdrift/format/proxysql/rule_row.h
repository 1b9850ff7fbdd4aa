#pragma once

#include <optional>

#include "accessdrift/format/proxysql/server.h"

namespace accessdrift::proxysql {

/// A row of `mysql_query_rules` as the table stores it; nothing, and told, if it does not.
[[nodiscard]] std::optional<Rule> read_rule(SourceReading& reading, const Row& row);

}  // namespace accessdrift::proxysql
