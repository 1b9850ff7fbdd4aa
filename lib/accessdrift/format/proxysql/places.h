#pragma once

#include <string>
#include <unordered_set>

#include "accessdrift/format/proxysql/writing.h"

namespace accessdrift::proxysql {

/// Declares hostgroups with their servers.
void declare_hostgroups(Writing& writing);
/// Declares users and their groups; those that another instance has are known.
void declare_users(Writing& writing, std::unordered_set<std::string>& known);

}  // namespace accessdrift::proxysql
