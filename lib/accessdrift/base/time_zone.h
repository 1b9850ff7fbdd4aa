#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/base/posix_time_zone.h"

namespace accessdrift {

/// Whether `name` has the form of a zone's name: `Europe/Berlin`. Segments of `[A-Za-z0-9_+-]`
/// between slashes, at most 255 bytes; no dot, so that no name leaves the folder of the zones.
[[nodiscard]] bool is_zone_name(std::string_view name);

/// How far local time is ahead of UTC, at every instant: a zone file (RFC 9636) with its rule for
/// what comes after its last transition. Immutable, safe to share between threads.
///
/// Before the first transition the file's first type holds, and after the last one, where the file
/// has no rule (version 1, or an empty last line), the last type. REQUIRES of instants: years
/// within ±900,000.
class TimeZone {
 public:
  /// Version 1 to 4. Nothing if malformed in any way, if the file counts leap seconds (`right/`),
  /// if a transition lies after the year 9999, or if the rule gives another offset at the last
  /// transition than the transition itself. Cost: linear in the file.
  static std::optional<TimeZone> parse(std::string_view tzif);

  /// Seconds; within -89,999 to 93,599. Cost: logarithmic in the transitions of the file.
  [[nodiscard]] int offset_at(Instant instant) const;

  /// The first instant after `after` that has another offset than the second before it; changes
  /// of name or of daylight time alone are passed over. Nothing if the offset stays for ever.
  [[nodiscard]] std::optional<Instant> next_transition(Instant after) const;

  /// From here on the offset is the same again after each `kCalendarCycle`. `kFirstInstant` or
  /// later.
  [[nodiscard]] Instant regular_from() const;

 private:
  struct Change {
    Instant at = 0;
    int offset = 0;  ///< from here on, other than before
  };

  TimeZone() = default;
  [[nodiscard]] bool is_by_rule(Instant instant) const;
  [[nodiscard]] int offset_by_file(Instant instant) const;

  int first_offset_ = 0;
  std::vector<Change> changes_;        ///< of the file, ascending
  std::optional<PosixTimeZone> rule_;  ///< holds from the last transition on
  std::optional<Instant> last_;        ///< transition of the file, whether or not a change
};

}  // namespace accessdrift
