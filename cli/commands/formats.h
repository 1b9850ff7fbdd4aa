#pragma once

#include "cli/format_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift formats`: which files are read, and what is read of them.
struct FormatsOptions {
  Format format = Format::Text;
};

[[nodiscard]] ExitCode run(const FormatsOptions& options, Streams& streams);

}  // namespace accessdrift::cli
