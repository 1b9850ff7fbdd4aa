#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift::pgbouncer {

/// `key=value` of a connection string, and where the value stands in it.
struct ConnectionPart {
  std::string key;
  std::string value;
  std::size_t begin = 0, end = 0;
};

/// The parts of `host=db1 user=app`, whose values may stand in single quotes. Nothing: PgBouncer
/// does not take it.
[[nodiscard]] std::optional<std::vector<ConnectionPart>> read_connection_string(
    std::string_view text);

}  // namespace accessdrift::pgbouncer
