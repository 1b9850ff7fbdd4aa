#pragma once

#include <string_view>

#include "cli/streams.h"

namespace accessdrift::cli {

/// The two evaluations disagree: says so and how to report it, and gives Bug. Nothing may have been
/// printed.
[[nodiscard]] ExitCode report_bug(Streams& streams, std::string_view what);

}  // namespace accessdrift::cli
