#pragma once

#include <string>

#include "cli/program_description.h"

namespace accessdrift::cli {

/// What `accessdrift --help` prints.
[[nodiscard]] std::string help_page(const ProgramDescription& program);
/// What `accessdrift COMMAND --help` prints.
[[nodiscard]] std::string help_page(const CommandDescription& command);

/// `-q,--quiet`, `--format FORMAT`: an option as help lists it.
[[nodiscard]] std::string option_head(const OptionDescription& option, std::string_view separator);

}  // namespace accessdrift::cli
