#pragma once

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "accessdrift/base/time_window.h"
#include "accessdrift/base/time_zone.h"

namespace accessdrift {

/// When a window is open: whenever one of its clocks shows one of its minutes of the week. Two
/// windows are equal if they say the same of the same clocks, however it is written.
struct Window {
  struct Part {
    std::string zone;
    std::shared_ptr<const TimeZone> clock;
    std::vector<MinuteRange> minutes;  ///< ascending, apart from each other
    friend bool operator==(const Part& a, const Part& b) {
      return a.zone == b.zone && a.minutes == b.minutes;
    }
    friend bool operator<(const Part& a, const Part& b) {
      return std::tie(a.zone, a.minutes) < std::tie(b.zone, b.minutes);
    }
  };
  std::vector<Part> parts;  ///< by zone, one each

  friend bool operator==(const Window&, const Window&) = default;
  friend bool operator<(const Window& a, const Window& b) { return a.parts < b.parts; }
};

}  // namespace accessdrift
