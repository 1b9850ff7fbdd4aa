#pragma once

#include "accessdrift/format/source_reading.h"

namespace accessdrift::postgresql {

/// Where the rules of a server are not here: whether it lets a pool in is a named unknown of each
/// passage.
void declare_unknown_passages(SourceReading& reading);

}  // namespace accessdrift::postgresql
