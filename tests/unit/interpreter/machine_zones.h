#pragma once

#include <memory>
#include <string>

#include "accessdrift/base/time_text.h"
#include "accessdrift/base/time_zones.h"
#include "accessdrift/source/zone_files.h"

namespace accessdrift {

/// The zones of the machine that runs the tests.
inline std::shared_ptr<const TimeZones> machine_zones() {
  static const auto kZones = system_zones();
  return kZones;
}

/// REQUIRES: RFC 3339.
inline Instant instant_at(const std::string& text) { return parse_instant(text).value().seconds; }

}  // namespace accessdrift
