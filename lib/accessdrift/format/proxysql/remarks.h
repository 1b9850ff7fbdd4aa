#pragma once

#include "accessdrift/format/proxysql/server.h"

namespace accessdrift::proxysql {

/// What of a configuration hardly means what was meant.
void add_remarks(const Instance& instance);

}  // namespace accessdrift::proxysql
