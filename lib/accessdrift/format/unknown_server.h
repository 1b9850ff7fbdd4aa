#pragma once

#include <array>
#include <string>
#include <string_view>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::source {

/// Whether the server behind a resource lets anybody in, where its rules are not here, is one fact
/// of the world, `fact`. Declares it, and two policies of which the first that fits decides: their
/// ids.
[[nodiscard]] std::array<std::string, 2> declare_unknown_server(SourceReading& reading,
                                                                SourceReading::File& file,
                                                                std::string_view resource,
                                                                const std::string& fact,
                                                                Place place);

}  // namespace accessdrift::source
