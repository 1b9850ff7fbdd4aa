#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/base/calendar.h"

namespace accessdrift {

/// What a zone file says (TZif, RFC 9636 §3), unpacked and checked for form; `TimeZone` gives it
/// its meaning.
struct ZoneFileData {
  struct Transition {
    Instant at = 0;  ///< any 64-bit number
    int offset = 0;  ///< from here on; seconds ahead of UTC
  };
  int first_offset = 0;                 ///< of type 0
  std::vector<Transition> transitions;  ///< strictly ascending
  std::string_view rule;                ///< the last line, without its line breaks; may be empty
};

/// The 64-bit block of a file of version 2 to 4, the one block of version 1. Nothing if malformed
/// or with leap seconds, or if anything follows. `rule` points into `tzif`. Cost and memory: linear
/// in the file, whatever its counts claim.
[[nodiscard]] std::optional<ZoneFileData> read_zone_file_data(std::string_view tzif);

}  // namespace accessdrift
