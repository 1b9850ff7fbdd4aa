#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/base/calendar.h"

namespace accessdrift {

/// A time zone by rule, as in the last line of a zone file: `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX TZ
/// with the hours of RFC 9636 §3.3.2: changes at -167 to 167 o'clock).
///
/// Daylight time may be behind standard time (Dublin), and may last all year: it does where no
/// standard time is left between the end of one year's and the start of the next's. A start and an
/// end at one instant leave no daylight time. REQUIRES of instants: years within ±900,000.
class PosixTimeZone {
 public:
  /// Nothing if malformed, or if there is daylight time without the rule for it.
  static std::optional<PosixTimeZone> parse(std::string_view text);

  /// Seconds ahead of UTC. Cost: a search among the 800 changes of 400 years.
  [[nodiscard]] int offset_at(Instant instant) const;

  /// The first instant after `after` that has another offset than the second before it. Nothing if
  /// the offset stays for ever. Cost: as `offset_at`.
  [[nodiscard]] std::optional<Instant> next_transition(Instant after) const;

  /// The two changes of the rule in one year; nothing without daylight time.
  struct Transitions {
    Instant to_daylight = 0;
    Instant to_standard = 0;
    friend bool operator==(const Transitions&, const Transitions&) = default;
  };
  [[nodiscard]] std::optional<Transitions> transitions_of(int year) const;

 private:
  class Parser;

  /// A day of each year and the second of local time, from its midnight on, at which a change is.
  struct Change {
    enum class Kind : std::uint8_t {
      JulianDay,    ///< `J60`: 1 to 365, February 29 is not counted
      DayOfYear,    ///< `59`: 0 to 365
      WeekOfMonth,  ///< `M3.5.0`: the last Sunday of March
    };
    Kind kind = Kind::DayOfYear;
    int month = 1;
    int week = 1;  ///< 5 is the last
    int day = 0;   ///< of the year, or of the week from Sunday = 0
    int second = 0;

    [[nodiscard]] Instant local_time(int year) const;
  };
  struct Daylight {
    int offset = 0;
    Change start;
    Change end;
  };
  /// Daylight time from one change to the next, half-open.
  struct Period {
    Instant begin = 0;
    Instant end = 0;
  };

  PosixTimeZone() = default;
  [[nodiscard]] Transitions transitions_of(const Daylight& daylight, int year) const;
  [[nodiscard]] Period period_of(const Daylight& daylight, int year) const;
  void lay_out_cycle(const Daylight& daylight);

  int standard_offset_ = 0;
  std::optional<Daylight> daylight_;
  /// Over the 400 years after which the calendar comes again, in seconds from their begin: where
  /// daylight time starts or ends.
  std::vector<Instant> flips_;
  bool begins_in_daylight_ = false;  ///< just before them
};

}  // namespace accessdrift
