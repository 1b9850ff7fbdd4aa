#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "accessdrift/base/calendar.h"

namespace accessdrift {

/// Why a text stands for no time or duration. `label` and `help` are as in `Diagnostic`.
struct TimeProblem {
  std::string label;
  std::string help = {};
};

/// A date, which means the end of that day, UTC, or an RFC 3339 instant, in whole seconds and in
/// the years 1 to 9999. Of 9999-12-31 it is `kEndOfTime`.
[[nodiscard]] tl::expected<Instant, TimeProblem> read_time(std::string_view text);

/// An RFC 3339 instant alone, as CEL's `timestamp` takes it, likewise.
[[nodiscard]] tl::expected<Instant, TimeProblem> read_instant(std::string_view text);

/// Whole seconds of a duration as CEL writes it: `1h30m`.
[[nodiscard]] tl::expected<std::int64_t, TimeProblem> read_duration(std::string_view text);

}  // namespace accessdrift
