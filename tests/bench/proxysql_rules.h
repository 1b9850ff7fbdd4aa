#pragma once

#include "tests/bench/rules_case.h"

namespace accessdrift::bench {

/// A ProxySQL with a user for each role and a query rule for each line.
[[nodiscard]] Case proxysql_rules(const Sizes& sizes);

}  // namespace accessdrift::bench
