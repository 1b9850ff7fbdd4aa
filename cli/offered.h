#pragma once

#include <string_view>

#include "cli/program_description.h"

namespace accessdrift::cli {

/// For the value of an option: of `--format FORMAT` what this command writes, of `FILE` files.
[[nodiscard]] Offered offered_for_value(std::string_view command, std::string_view value);

/// For the words of a command that are no options, by its usage.
[[nodiscard]] Offered offered_for_words(const CommandHelp& help);

}  // namespace accessdrift::cli
