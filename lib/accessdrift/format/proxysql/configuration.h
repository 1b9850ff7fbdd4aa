#pragma once

#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {

/// Reads a configuration, in the grammar of libconfig, with what it includes. What libconfig would
/// not load is an error. Cost: linear.
[[nodiscard]] Tables read_configuration(SourceReading& reading, SourceReading::File& file,
                                        std::set<const SourceReading::File*>& included);

}  // namespace accessdrift::proxysql
