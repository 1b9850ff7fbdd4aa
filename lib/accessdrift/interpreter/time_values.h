#pragma once

#include <cstdint>
#include <optional>

#include "accessdrift/base/time_zone.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/model/value.h"
#include "accessdrift/model/window.h"

namespace accessdrift::interpreting {

/// Of a time and a duration in either order, or of two durations. Nothing, which is CEL's error:
/// a time outside of the years 1 to 9999, or a duration longer than `kLongestDuration`.
[[nodiscard]] std::optional<Value> sum_of(const Value& left, const Value& right);

/// Between two times, or what a duration less makes of a time or duration; nothing as above.
[[nodiscard]] std::optional<Value> difference_of(const Value& left, const Value& right);

/// What a calendar or clock on the wall shows there, as CEL counts: months and days of the month
/// and of the year from 0 (but `getDate` from 1), Sunday as 0. REQUIRES: `is_calendar_field`.
[[nodiscard]] std::int64_t calendar_field(Operator field, Instant instant, const TimeZone& zone);

/// Whether one of the clocks shows one of its minutes.
[[nodiscard]] bool is_open(const Window& window, Instant instant);
[[nodiscard]] bool is_open(const Window::Part& part, Instant instant);

}  // namespace accessdrift::interpreting
