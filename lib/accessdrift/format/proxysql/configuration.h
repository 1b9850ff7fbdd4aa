#pragma once

#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {

/// The file's bytes with other signs for its secrets, in comments, too.
[[nodiscard]] std::string without_secrets(std::string_view bytes);

/// Reads a configuration, in the grammar of libconfig, with what it includes. What libconfig would
/// not load is an error. Cost: linear.
[[nodiscard]] Tables read_configuration(SourceReading& reading, SourceReading::File& file,
                                        std::set<const SourceReading::File*>& included);

}  // namespace accessdrift::proxysql
