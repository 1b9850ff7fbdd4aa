#include "cli/help_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace accessdrift::cli {
namespace {

std::string option_list(const std::vector<OptionDescription>& options) {
  std::string out = "Options:\n";
  for (const OptionDescription& option : options)
    out += fmt::format("  {:<24}  {}\n", option_head(option, ","), option.text);
  return out;
}

std::string command_list(const ProgramDescription& program) {
  std::string out = "Commands:\n";
  for (const CommandDescription& command : program.commands)
    out += fmt::format("  {:<10}  {}\n", command.help.name, command.help.summary);
  return out;
}

}  // namespace

std::string option_head(const OptionDescription& option, std::string_view separator) {
  const std::string names = fmt::format("{}", fmt::join(option.spellings, separator));
  return option.value.empty() ? names : names + " " + option.value;
}

std::string help_page(const ProgramDescription& program) {
  return fmt::format("{}\n\nUsage: accessdrift COMMAND [OPTIONS] ...\n\n{}\n{}\n{}\n",
                     program_help(), command_list(program), option_list(program.options),
                     program_footer());
}

std::string help_page(const CommandDescription& command) {
  return fmt::format("{}\n\nUsage: {}\n\n{}", command.help.text, command.help.usage,
                     option_list(command.options));
}

}  // namespace accessdrift::cli
