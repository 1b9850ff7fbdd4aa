#include "cli/commands/completion.h"

#include "cli/command_line.h"
#include "cli/completion/completion.h"

namespace accessdrift::cli {

ExitCode run(const CompletionOptions& options, Streams& streams) {
  const ProgramDescription program = describe_program();
  switch (options.shell) {
    case Shell::Bash:
      streams.out(bash_completion(program));
      break;
    case Shell::Zsh:
      streams.out(zsh_completion(program));
      break;
    case Shell::Fish:
      streams.out(fish_completion(program));
      break;
  }
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
