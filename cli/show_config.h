#pragma once

#include <string>

#include "accessdrift/load/loader.h"
#include "cli/commands/diff.h"

namespace accessdrift::cli {

/// What `diff` goes by, a setting a line: its name, its value and where that is from (default,
/// place in a project file, environment, command line).
[[nodiscard]] std::string config_text(const DiffOptions& settled, const Loader::Pair& loaded);

}  // namespace accessdrift::cli
