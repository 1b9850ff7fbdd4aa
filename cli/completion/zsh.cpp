#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "cli/completion/completion.h"

namespace accessdrift::cli {
namespace {

constexpr std::string_view kZshHead = R"zsh(#compdef accessdrift
# Completion of accessdrift in zsh, printed by `accessdrift completion zsh`.

_accessdrift_sides() {
  local -a revisions
  revisions=(HEAD ${(f)"$(git for-each-ref --format='%(refname:short)' refs/heads refs/tags refs/remotes 2>/dev/null)"})
  compadd -- $revisions
  _files
}

_accessdrift_codes() {
  local -a codes
  codes=(${${(f)"$(_call_program codes accessdrift rules 2>/dev/null)"}%% *})
  compadd -- $codes
}

_accessdrift() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a names
  names=(
)zsh";

constexpr std::string_view kZshTail = R"(  esac
}

if [[ $funcstack[1] == _accessdrift ]]; then
  _accessdrift "$@"
else
  compdef _accessdrift accessdrift
fi
)";

/// Inside single quotes, as text of a specification.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else if (c == '[' || c == ']' || c == ':' || c == '\\')
      out += std::string("\\") + c;
    else
      out += c;
  }
  return out;
}

std::string zsh_action(const Offered& offered) {
  switch (offered.kind) {
    case Offered::Kind::Words:
      return fmt::format("({})", fmt::join(offered.words, " "));
    case Offered::Kind::Files:
      return "_files";
    case Offered::Kind::Folders:
      return "_files -/";
    case Offered::Kind::Sides:
      return "_accessdrift_sides";
    case Offered::Kind::Codes:
      return "_accessdrift_codes";
    case Offered::Kind::Nothing:
      break;
  }
  return " ";
}

/// Every option may be repeated: those that may not say so themselves.
std::string zsh_options(const std::vector<OptionDescription>& options) {
  std::string out;
  for (const OptionDescription& option : options) {
    for (const std::string& spelling : option.spellings) {
      out += fmt::format(" \\\n        '*{}{}[{}]", spelling, option.value.empty() ? "" : "=",
                         zsh_text(option.text));
      if (!option.value.empty())
        out += fmt::format(":{}:{}", zsh_text(option.value), zsh_action(option.offered));
      out += "'";
    }
  }
  return out;
}

std::string zsh_command(const CommandDescription& command) {
  std::string out =
      fmt::format("    {})\n      _arguments{}", command.help.name, zsh_options(command.options));
  if (command.offered.kind != Offered::Kind::Nothing)
    out += fmt::format(" \\\n        '*:word:{}'", zsh_action(command.offered));
  return out + "\n      ;;\n";
}

}  // namespace

std::string zsh_completion(const ProgramDescription& program) {
  std::string out(kZshHead);
  for (const CommandDescription& command : program.commands)
    out += fmt::format("    '{}:{}'\n", command.help.name, zsh_text(command.help.summary));
  out += "  )\n  _arguments -C" + zsh_options(program.options);
  out += " \\\n        '1:command:->command' \\\n        '*::word:->words'\n";
  out +=
      "  if [[ $state == command ]]; then\n    _describe -t commands command names\n    return\n";
  out += "  fi\n  case $words[1] in\n";
  for (const CommandDescription& command : program.commands) out += zsh_command(command);
  return out + std::string(kZshTail);
}

}  // namespace accessdrift::cli
