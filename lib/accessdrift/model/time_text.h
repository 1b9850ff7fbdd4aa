#pragma once

#include <string_view>

namespace accessdrift {

/// Whether `text` is a date (`2027-01-31`) or an RFC 3339 date and time (`2027-01-31T18:00:00Z`) of
/// the proleptic Gregorian calendar, in capitals, with an optional fraction of a second. A leap
/// second is not.
[[nodiscard]] bool is_date_or_time(std::string_view text);

}  // namespace accessdrift
