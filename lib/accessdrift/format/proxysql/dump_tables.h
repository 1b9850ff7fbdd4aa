#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {

/// `mysql_users` of `main.runtime_mysql_users`, and whether it is the one of what runs.
[[nodiscard]] std::pair<std::string, bool> table_of(std::string_view name);

/// What the statements of dumps fill, by whole names of tables.
struct DumpTables {
  std::map<std::string, std::vector<Row>, std::less<>> rows;
  std::map<std::string, std::vector<std::string>> columns;

  /// A rule without an id gets the next one that none of its table ever had, as SQLite does it
  /// (AUTOINCREMENT).
  void add(const std::string& table, Row row);
  /// What runs, where it is told, else what is stored.
  [[nodiscard]] Tables tables(SourceReading::File& file) &&;

 private:
  std::map<std::string, std::int64_t> last_ids_;
};

}  // namespace accessdrift::proxysql
