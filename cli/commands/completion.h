#pragma once

#include "cli/streams.h"

namespace accessdrift::cli {

enum class Shell { Bash, Zsh, Fish };

/// `accessdrift completion SHELL`: a script that makes the shell complete the program's words.
struct CompletionOptions {
  Shell shell = Shell::Bash;
};

[[nodiscard]] ExitCode run(const CompletionOptions& options, Streams& streams);

}  // namespace accessdrift::cli
