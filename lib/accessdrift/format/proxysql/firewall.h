#pragma once

#include "accessdrift/format/proxysql/criteria.h"

namespace accessdrift::proxysql {

/// Declares the set of what the whitelist lets through, where it is on. `has_flags`: rules set
/// flags, and with which one a request ends is not told.
void declare_firewall(Writing& writing, Criteria& criteria, bool has_flags);

}  // namespace accessdrift::proxysql
