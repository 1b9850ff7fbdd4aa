#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/base/calendar.h"

namespace accessdrift {

/// `2027-01-31`: a date of the proleptic Gregorian calendar, year 0000 included.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// An instant as it was written. Instants are whole seconds, so where `has_fraction` holds
/// `seconds` alone is another instant, and the text must be refused or compared with care.
struct WrittenInstant {
  Instant seconds = 0;            ///< rounded down
  std::uint32_t nanoseconds = 0;  ///< after `seconds`, rounded down
  bool has_fraction = false;      ///< not a whole second; true below a nanosecond, too
  friend bool operator==(const WrittenInstant&, const WrittenInstant&) = default;
};

/// An RFC 3339 date and time, in capitals, with an optional fraction of any length. A leap second
/// is none, and neither is a date alone.
///
/// The year 0000, or an offset at either end, can put it outside the range of conditions:
/// `is_in_range` tells.
[[nodiscard]] std::optional<WrittenInstant> parse_instant(std::string_view text);

/// `2027-01-31T18:00:00Z`. The year has at least four digits; from 10000 on, where `kEndOfTime`
/// lies, it is not RFC 3339 any more. REQUIRES: not before the year 0000.
[[nodiscard]] std::string to_text(Instant instant);

/// The `until` that ends there: `2027-01-31`, the day at whose end it is, or
/// `2027-01-31T18:00:00Z`. REQUIRES: likewise.
[[nodiscard]] std::string until_text(Instant end);

}  // namespace accessdrift
