#pragma once

#include <string_view>
#include <vector>

#include "accessdrift/format/format.h"

namespace accessdrift::source {

/// Warns at files of which nothing is read; above `kMostUnreadTold` the others are counted at the
/// last one. `label` says why nothing is, `help` what is read.
inline constexpr std::size_t kMostUnreadTold = 5;
void tell_unread_files(SourceReading& reading, std::vector<const SourceReading::File*> files,
                       std::string_view label, std::string_view help);

}  // namespace accessdrift::source
