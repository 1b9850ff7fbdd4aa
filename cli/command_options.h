#pragma once

#include <CLI/CLI.hpp>

#include "cli/words.h"

namespace accessdrift::cli {

/// All commands with their options, which fill in `words`.
void add_commands(CLI::App& app, Words& words);

}  // namespace accessdrift::cli
