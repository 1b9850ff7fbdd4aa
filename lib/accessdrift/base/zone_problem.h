#pragma once

#include <string>
#include <string_view>

#include "accessdrift/base/time_zones.h"

namespace accessdrift {

/// Why a name is no time zone of this machine. All is as in `Diagnostic`.
struct ZoneProblem {
  std::string_view code;  ///< `unknown-zone` or `no-zone-data`
  std::string message;
  std::string label;
  std::string help;
};

/// REQUIRES: `zones` do not find it. Cost: linear in the zones of the machine.
[[nodiscard]] ZoneProblem why_not_found(const TimeZones& zones, std::string_view name);

}  // namespace accessdrift
