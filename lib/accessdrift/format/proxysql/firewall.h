#pragma once

#include "accessdrift/format/proxysql/chain.h"

namespace accessdrift::proxysql {

/// Declares the set of what the whitelist lets through, where it is on. What it lists counts for a
/// flag with which requests end.
void declare_firewall(Writing& writing, Criteria& criteria, Chain& chain);

}  // namespace accessdrift::proxysql
