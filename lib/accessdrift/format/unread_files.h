#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "accessdrift/format/format.h"

namespace accessdrift::source {

inline constexpr std::size_t kMostUnreadTold = 5;

/// Warns at files of which nothing is read, and shows nothing of them; above `kMostUnreadTold` the
/// others are counted at the last one. `label` says why nothing is, `help` what is read.
void tell_unread_files(SourceReading& reading, std::vector<const SourceReading::File*> files,
                       std::string_view label, std::string_view help);

}  // namespace accessdrift::source
