#pragma once

#include <span>
#include <string_view>

namespace accessdrift::cli {

/// What `--help` says before usage and options: what for, and examples.
struct CommandHelp {
  std::string_view name;
  std::string_view summary;  ///< one line, for the list of commands
  std::string_view usage;
  std::string_view text;
};

/// Every command, in the order of the list.
[[nodiscard]] std::span<const CommandHelp> command_helps();
[[nodiscard]] const CommandHelp& command_help(std::string_view name);

/// What the program reads from its environment.
struct VariableHelp {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] std::span<const VariableHelp> variable_helps();

/// For `accessdrift --help`.
[[nodiscard]] std::string_view program_help();
/// Exit codes and where to read on.
[[nodiscard]] std::string_view program_footer();

}  // namespace accessdrift::cli
