#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace accessdrift::proxysql {

/// Whether a table, by its name without `runtime_`, says something that is read.
[[nodiscard]] bool is_read_table(std::string_view name);

/// The columns of a table, for a dump that does not tell them. Those of ProxySQL 2.1 to 2.7.
[[nodiscard]] std::vector<std::string> usual_columns(std::string_view name);

}  // namespace accessdrift::proxysql
