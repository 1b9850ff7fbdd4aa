#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/base/source_text.h"
#include "accessdrift/base/time_zone.h"

namespace accessdrift {

/// A half-open range of minutes of the local week; 0 is Monday 00:00, 10,080 its end.
struct MinuteRange {
  std::uint16_t begin = 0;
  std::uint16_t end = 0;
  friend auto operator<=>(const MinuteRange&, const MinuteRange&) = default;
};

/// When something holds, by the clock on the wall of a zone (DESIGN §6, windows).
struct TimeWindow {
  std::string text;                  ///< as written
  std::string zone;                  ///< a zone's name; whether there is one, the zone files tell
  std::vector<MinuteRange> minutes;  ///< not empty, ascending, neither meeting nor overlapping

  /// However it was written.
  friend bool operator==(const TimeWindow& a, const TimeWindow& b) {
    return a.zone == b.zone && a.minutes == b.minutes;
  }
};

/// What is wrong with a text, and where in it. `message` and `label` are as in `Diagnostic`.
struct WindowProblem {
  Place place;
  std::string message;
  std::string label;
};

/// `Mon-Fri 08:00-12:00,13:00-18:00 Europe/Berlin`: days, ranges of time and a zone, with spaces
/// between and around the three and nowhere inside.
///
/// Days are `Mon` to `Sun`, so spelled, or ranges of two different ones, both inside, that may go
/// over the end of the week (`Fri-Mon`). Times are `HH:MM`, the end outside; a range whose end is
/// not later than its start ends on the next day and belongs to the day on which it starts; `24:00`
/// can only end one, and equal ends are an error. What is named twice counts once.
///
/// The first problem from the left is given. Cost: linear in the text.
[[nodiscard]] tl::expected<TimeWindow, WindowProblem> parse_time_window(std::string_view text);

/// Ascending, neither meeting nor overlapping.
[[nodiscard]] std::vector<MinuteRange> merged(std::vector<MinuteRange> ranges);

/// Whether a minute of the local week lies in one of the ranges. REQUIRES: 0 to 10,079; the ranges
/// are merged.
[[nodiscard]] bool contains(std::span<const MinuteRange> ranges, int minute_of_week);

}  // namespace accessdrift
