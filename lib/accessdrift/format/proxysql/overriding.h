#pragma once

#include <span>
#include <vector>

#include "accessdrift/format/proxysql/server.h"

namespace accessdrift::proxysql {

/// By rule, the first later one that tells another hostgroup of what may fit both, as far as flags,
/// users and schemas tell, where a rule tells a hostgroup and does not end the chain; else null.
/// `rules` are the active ones by their ids. Cost: n log n.
[[nodiscard]] std::vector<const Rule*> overriding_rules(std::span<const Rule* const> rules);

}  // namespace accessdrift::proxysql
