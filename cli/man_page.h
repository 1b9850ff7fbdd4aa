#pragma once

#include <string>

#include "cli/program_description.h"

namespace accessdrift::cli {

/// The manual page of the program, in roff with the macros of man(7). No clock is asked, so that
/// the same program always makes the same page.
[[nodiscard]] std::string man_page(const ProgramDescription& program);
/// That of a command, `accessdrift-COMMAND`.
[[nodiscard]] std::string man_page(const CommandDescription& command);

}  // namespace accessdrift::cli
