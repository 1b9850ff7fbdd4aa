#pragma once

#include <string>

#include "cli/program_description.h"

namespace accessdrift::cli {

/// Scripts that complete commands, options and values, revisions, files and codes. Names of
/// revisions are never evaluated by the shell: anybody may push a branch.
[[nodiscard]] std::string bash_completion(const ProgramDescription& program);
[[nodiscard]] std::string zsh_completion(const ProgramDescription& program);
[[nodiscard]] std::string fish_completion(const ProgramDescription& program);

}  // namespace accessdrift::cli
