#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "cli/completion/completion.h"

namespace accessdrift::cli {
namespace {

constexpr std::string_view kFishHead =
    R"(# Completion of accessdrift in fish, printed by `accessdrift completion fish`.

# Whether the command is the one named, or, with no name, still to be written.
function __accessdrift_command
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if not string match -q -- '-*' $word
            test "$word" = "$argv[1]"
            return
        end
    end
    test (count $argv) -eq 0
end

function __accessdrift_sides
    echo HEAD
    git for-each-ref --format='%(refname:short)' refs/heads refs/tags refs/remotes 2>/dev/null
end

function __accessdrift_codes
    accessdrift rules 2>/dev/null | string replace -r ' .*' ''
end

complete -c accessdrift -f
)";

std::string fish_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish_offer(const Offered& offered) {
  switch (offered.kind) {
    case Offered::Kind::Words:
      return fmt::format(" -a '{}'", fmt::join(offered.words, " "));
    case Offered::Kind::Files:
      return " -F";
    case Offered::Kind::Folders:
      return " -a '(__fish_complete_directories)'";
    case Offered::Kind::Sides:
      return " -F -a '(__accessdrift_sides)'";
    case Offered::Kind::Codes:
      return " -a '(__accessdrift_codes)'";
    case Offered::Kind::Nothing:
      break;
  }
  return {};
}

std::string fish_options(std::string_view start, const std::vector<OptionDescription>& options) {
  std::string out;
  for (const OptionDescription& option : options) {
    out += start;
    for (const std::string& spelling : option.spellings)
      out += spelling.starts_with("--") ? " -l " + spelling.substr(2) : " -s " + spelling.substr(1);
    if (!option.value.empty()) {
      const std::string offer = fish_offer(option.offered);
      out += (offer.starts_with(" -F") ? " -r" : " -x") + offer;
    }
    out += " -d " + fish_text(option.text) + "\n";
  }
  return out;
}

}  // namespace

std::string fish_completion(const ProgramDescription& program) {
  constexpr std::string_view kNone = "complete -c accessdrift -n __accessdrift_command";
  std::string out(kFishHead);
  out += fish_options(kNone, program.options);
  for (const CommandDescription& command : program.commands)
    out +=
        fmt::format("{} -a {} -d {}\n", kNone, command.help.name, fish_text(command.help.summary));
  for (const CommandDescription& command : program.commands) {
    const std::string start =
        fmt::format("complete -c accessdrift -n '__accessdrift_command {}'", command.help.name);
    if (command.offered.kind != Offered::Kind::Nothing)
      out += start + fish_offer(command.offered) + "\n";
    out += fish_options(start, command.options);
  }
  return out;
}

}  // namespace accessdrift::cli
