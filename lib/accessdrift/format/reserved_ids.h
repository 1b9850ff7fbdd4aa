#pragma once

#include <string_view>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::source {

/// Ids of other systems that mean something else in policies (DESIGN §3, identities): who is called
/// `anonymous` there goes by `FORMAT:anonymous`, wherever the files say it, so that the rest of
/// them can be read. Each is told once, as a warning.
void set_reserved_ids_apart(SourceReading& reading, std::string_view format);

}  // namespace accessdrift::source
