#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace accessdrift {

/// A length of time as it was written. Instants are whole seconds, so where `has_fraction` holds
/// `seconds` alone is another length.
struct WrittenDuration {
  std::int64_t seconds = 0;       ///< rounded down: -2.5s is -3 seconds, 500,000,000 ns
  std::uint32_t nanoseconds = 0;  ///< after `seconds`; of each number what is below one is left out
  bool has_fraction = false;      ///< a number gave parts of a second; below a nanosecond, too
  friend bool operator==(const WrittenDuration&, const WrittenDuration&) = default;
};

/// The longest duration, either way, in whole seconds: what 64 bits of nanoseconds hold, 292 years
/// (CEL, doc/langdef.md, overflow).
inline constexpr std::int64_t kLongestDuration = 9'223'372'036;

/// CEL's and Go's durations: `1h30m`, `-2.5h`, `90s`, `500ms`, `0`. An optional sign, then numbers
/// with the units h, m, s, ms, us, ns in any order; a number has digits before or behind its
/// point. Only a zero needs no unit.
///
/// Exact without `has_fraction`, whatever the number of digits. Nothing if malformed, longer than
/// `kLongestDuration`, or if the digits before a point are 2^63 or more.
[[nodiscard]] std::optional<WrittenDuration> parse_duration(std::string_view text);

}  // namespace accessdrift
