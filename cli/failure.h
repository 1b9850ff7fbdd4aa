#pragma once

#include "accessdrift/base/diagnostic.h"
#include "cli/color_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// What is wrong with a part of the answer that the rest does without.
[[nodiscard]] Diagnostics as_warnings(Diagnostics problems);

/// Prints what is wrong to standard error and gives NoAnswer.
[[nodiscard]] ExitCode fail(Streams& streams, const Diagnostics& diagnostics,
                            ColorChoice color = ColorChoice::Auto);

/// Prints warnings to standard error.
void warn(Streams& streams, const Diagnostics& warnings, ColorChoice color = ColorChoice::Auto);

}  // namespace accessdrift::cli
