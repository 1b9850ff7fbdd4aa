#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "cli/completion/completion.h"

namespace accessdrift::cli {
namespace {

constexpr std::string_view kBashHead =
    R"(# Completion of accessdrift in bash, printed by `accessdrift completion bash`.

# Revisions and files; behind A.. revisions only. Names are compared, never evaluated.
_accessdrift_sides() {
  local range= name
  [[ $1 == *..* ]] && range=${1%..*}..
  while IFS= read -r name; do
    [[ $range$name == "$1"* ]] && COMPREPLY+=("$range$name")
  done < <(printf 'HEAD\n'; git for-each-ref --format='%(refname:short)' refs/heads refs/tags refs/remotes 2>/dev/null)
  [[ $range ]] || _accessdrift_files -f "$1"
}

_accessdrift_files() {
  local name
  compopt -o filenames 2>/dev/null
  while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen "$1" -- "$2")
}

_accessdrift_codes() {
  local code rest
  while read -r code rest; do
    [[ $code == "$1"* ]] && COMPREPLY+=("$code")
  done < <("${COMP_WORDS[0]}" rules 2>/dev/null)
}

_accessdrift() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local command= words= options= rest= word
  COMPREPLY=()
  # --format=json arrives as three words.
  if [[ $current == '=' ]]; then
    current=
  elif [[ $previous == '=' ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || { command=$word && break; }
  done
  case "$command $previous" in
)";

constexpr std::string_view kBashTail = R"(      esac
      ;;
  esac
  [[ $current == -* ]] && words=$options rest=
  [[ $words ]] && COMPREPLY=($(compgen -W "$words" -- "$current"))
  case $rest in
    files) _accessdrift_files -f "$current" ;;
    folders) _accessdrift_files -d "$current" ;;
    sides) _accessdrift_sides "$current" ;;
    codes) _accessdrift_codes "$current" ;;
  esac
}

complete -F _accessdrift accessdrift
)";

/// Assignments that say what is offered.
std::string bash_offer(const Offered& offered) {
  switch (offered.kind) {
    case Offered::Kind::Words:
      return fmt::format("words='{}'", fmt::join(offered.words, " "));
    case Offered::Kind::Files:
      return "rest=files";
    case Offered::Kind::Folders:
      return "rest=folders";
    case Offered::Kind::Sides:
      return "rest=sides";
    case Offered::Kind::Codes:
      return "rest=codes";
    case Offered::Kind::Nothing:
      break;
  }
  return ":";
}

std::string bash_spellings(const std::vector<OptionDescription>& options) {
  std::string out;
  for (const OptionDescription& option : options)
    out += fmt::format("{}{}", out.empty() ? "" : " ", fmt::join(option.spellings, " "));
  return out;
}

std::string bash_values(const CommandDescription& command) {
  std::string out;
  for (const OptionDescription& option : command.options) {
    if (option.value.empty()) continue;
    for (const std::string& spelling : option.spellings)
      out += fmt::format("    '{} {}') {} ;;\n", command.help.name, spelling,
                         bash_offer(option.offered));
  }
  return out;
}

}  // namespace

std::string bash_completion(const ProgramDescription& program) {
  std::string out(kBashHead), names;
  for (const CommandDescription& command : program.commands) {
    out += bash_values(command);
    names += fmt::format("{}{}", names.empty() ? "" : " ", command.help.name);
  }
  out += "    *)\n      case $command in\n";
  out += fmt::format("        '') words='{}' options='{}' ;;\n", names,
                     bash_spellings(program.options));
  for (const CommandDescription& command : program.commands)
    out += fmt::format("        {}) {} options='{}' ;;\n", command.help.name,
                       command.offered.kind == Offered::Kind::Nothing ? std::string()
                                                                      : bash_offer(command.offered),
                       bash_spellings(command.options));
  return out + std::string(kBashTail);
}

}  // namespace accessdrift::cli
