#pragma once

#include <compare>
#include <memory>
#include <string>
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
    friend auto operator<=>(const Part& a, const Part& b) {
      if (const auto order = a.zone <=> b.zone; order != 0) return order;
      return a.minutes <=> b.minutes;
    }
  };
  std::vector<Part> parts;  ///< by zone, one each

  friend bool operator==(const Window&, const Window&) = default;
  friend auto operator<=>(const Window&, const Window&) = default;
};

}  // namespace accessdrift
