#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/proxysql/writing.h"

namespace accessdrift::proxysql {

/// Rows of the fast routing, put together by where they lead: a group of users for each schema and
/// hostgroup.
class FastRouting {
 public:
  struct Row {
    std::string schemaname;
    std::int64_t hostgroup = 0;
    std::string group;  ///< empty: everybody for whom no other row stands
    std::set<std::string, std::less<>> users;
    At at;
    [[nodiscard]] bool has(std::string_view user) const { return users.contains(user); }
  };

  explicit FastRouting(Writing& writing);

  /// In the order in which they decide.
  [[nodiscard]] std::span<const Row> with_flag(std::int64_t flag) const;
  /// A condition, whose attribute is declared.
  [[nodiscard]] std::string is_schema(const Row& row);

 private:
  Writing& writing_;
  std::map<std::int64_t, std::vector<Row>> by_flag_;
};

}  // namespace accessdrift::proxysql
