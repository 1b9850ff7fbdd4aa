#pragma once

#include <optional>
#include <string>

#include "accessdrift/load/loader.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `check --batch`: one evaluation request a line of the file (`-`: standard input), one answer a
/// line, in order. A blank line is skipped at the end only.
[[nodiscard]] ExitCode run_batch(Loader& loader, const std::string& file,
                                 const std::optional<std::string>& side, Instant from,
                                 Streams& streams);

}  // namespace accessdrift::cli
