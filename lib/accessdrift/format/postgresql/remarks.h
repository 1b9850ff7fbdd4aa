#pragma once

#include "accessdrift/format/postgresql/server.h"

namespace accessdrift::postgresql {

/// What is odd in rules by themselves, for `lint`.
void add_remarks(Server& server);

}  // namespace accessdrift::postgresql
