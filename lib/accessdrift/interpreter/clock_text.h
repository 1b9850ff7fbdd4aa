#pragma once

#include <string>

#include "accessdrift/base/calendar.h"

namespace accessdrift::interpreting {

// What a clock on the wall shows that is `offset` seconds ahead of UTC; as `civil_time` requires.

/// `Tue 21:40`
[[nodiscard]] std::string time_of_week(Instant instant, int offset);
/// `Tue 2026-11-24 21:40:00`
[[nodiscard]] std::string date_and_time(Instant instant, int offset);

}  // namespace accessdrift::interpreting
