#pragma once

#include <optional>
#include <string>

#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift man [COMMAND]`: the manual page of the program or of a command; with a folder, all
/// of them are written there instead, each as a file.
struct ManOptions {
  std::optional<std::string> command;
  std::optional<std::string> folder;
};

/// 0, or 2 where a page cannot be written.
[[nodiscard]] ExitCode run(const ManOptions& options, Streams& streams);

}  // namespace accessdrift::cli
