#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "accessdrift/base/time_problem.h"

namespace accessdrift::source {

/// When something ends, an RFC 3339 instant. Fractions of a second are cut off, and the second
/// counts whole: access that lasts into it is told.
[[nodiscard]] tl::expected<Instant, TimeProblem> read_end(std::string_view time);

}  // namespace accessdrift::source
