#pragma once

#include <optional>
#include <string_view>

#include "accessdrift/format/pgbouncer/instance.h"

namespace accessdrift::pgbouncer {

/// An entry of `[databases]`; nothing of one that PgBouncer would not load, which is reported.
[[nodiscard]] std::optional<Database> read_database(SourceReading& reading, const Setting& setting);

/// Whether it is a parameter of a connection string in any version.
[[nodiscard]] bool is_parameter(std::string_view key);

}  // namespace accessdrift::pgbouncer
