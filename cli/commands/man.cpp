#include "cli/commands/man.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "cli/command_line.h"
#include "cli/failure.h"
#include "cli/man_page.h"
#include "cli/output_file.h"

namespace accessdrift::cli {
namespace {

std::string page_of(const ProgramDescription& program, std::string_view name) {
  const auto is_it = [&](const CommandDescription& command) { return command.help.name == name; };
  const auto command = std::ranges::find_if(program.commands, is_it);
  return command == program.commands.end() ? man_page(program) : man_page(*command);
}

Diagnostics write_pages(const ProgramDescription& program, const std::filesystem::path& folder) {
  Diagnostics problems = write_output_file(folder / "accessdrift.1", man_page(program));
  for (const CommandDescription& command : program.commands) {
    if (!problems.empty()) break;
    const std::string name = "accessdrift-" + std::string(command.help.name) + ".1";
    problems = write_output_file(folder / name, man_page(command));
  }
  return problems;
}

}  // namespace

ExitCode run(const ManOptions& options, Streams& streams) {
  const ProgramDescription program = describe_program();
  if (!options.folder) {
    streams.out(page_of(program, options.command.value_or("")));
    return ExitCode::Good;
  }
  const Diagnostics problems = write_pages(program, *options.folder);
  return problems.empty() ? ExitCode::Good : fail(streams, problems);
}

}  // namespace accessdrift::cli
