#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/base/time_window.h"
#include "accessdrift/base/time_zone.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/model/snapshot.h"
#include "accessdrift/model/value.h"

/// What clocks and calendars mean (DESIGN §3, time; §6, windows), by looking at the clock.
namespace accessdrift::naive {

/// One text of a window, with the clock that it speaks of.
struct Opening {
  std::shared_ptr<const TimeZone> clock;
  std::vector<MinuteRange> minutes;
  friend bool operator==(const Opening&, const Opening&) = default;
};
using Windows = std::map<std::string, std::vector<Opening>, std::less<>>;
/// The clocks that conditions ask, by the name of the zone.
using Clocks = std::map<std::string, std::shared_ptr<const TimeZone>, std::less<>>;

[[nodiscard]] Windows read_windows(const Snapshot& snapshot);
[[nodiscard]] Clocks read_clocks(const Snapshot& snapshot);

[[nodiscard]] bool is_open(const std::vector<Opening>& window, Instant at);

/// As CEL counts. REQUIRES: `is_calendar_field(op)`.
[[nodiscard]] std::int64_t read_field(Operator op, Instant at, const TimeZone& clock);

/// `left + right` or `left - right`; nothing if it is out of range.
[[nodiscard]] std::optional<Value> calculate(Operator op, const Value& left, const Value& right);

/// What has no end lasts for ever; else up to a time, and not if there is none.
[[nodiscard]] bool lasts(const std::optional<Instant>& end, const std::optional<Instant>& at);

}  // namespace accessdrift::naive
