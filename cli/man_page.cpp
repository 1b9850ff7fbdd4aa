#include "cli/man_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "cli/help_page.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

constexpr std::string_view kExitCodes = "Exit codes: ";
constexpr std::string_view kExamples = "Examples:";

/// A line of text; what roff would take for its own is written so that it prints as it stands.
std::string roff(std::string_view line) {
  std::string out = line.starts_with('.') ? "\\&" : "";
  for (const char c : line) {
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// Calls `take` with every line of `text`.
template <typename Take>
void for_each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// A help text as two sections. Indented lines are printed as they stand, others are filled.
class HelpSections {
 public:
  explicit HelpSections(std::string_view text) {
    for_each_line(text, [this](std::string_view line) { add(line); });
    end_block();
  }

  [[nodiscard]] const std::string& description() const { return description_; }
  [[nodiscard]] const std::string& examples() const { return examples_; }

 private:
  std::string& section() { return is_in_examples_ ? examples_ : description_; }

  void add(std::string_view line) {
    if (line == kExamples) {
      is_in_examples_ = true;
    } else if (line.starts_with("  ")) {
      if (!is_in_block_) section() += ".PP\n.RS 4\n.nf\n";
      is_in_block_ = true;
      section() += roff(line.substr(2)) + "\n";
    } else {
      end_block();
      section() += line.empty() ? ".PP\n" : roff(line) + "\n";
    }
  }

  void end_block() {
    if (is_in_block_) section() += ".fi\n.RE\n";
    if (is_in_block_) is_in_examples_ = false;
    is_in_block_ = false;
  }

  std::string description_, examples_;
  bool is_in_examples_ = false;
  bool is_in_block_ = false;
};

std::string roff_head(std::string name, std::string_view summary) {
  const std::string lower = name;
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
  return fmt::format(
      ".TH {} 1 \"\" \"accessdrift {}\" \"accessdrift\"\n.nh\n.ad l\n.SH NAME\n{} \\- {}\n.SH "
      "SYNOPSIS\n",
      roff(name), tool_version(), roff(lower), roff(summary));
}

std::string roff_usage(std::string_view usage) {
  std::string out;
  for_each_line(usage, [&out](std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    out += (out.empty() ? "" : ".br\n") + roff(line) + "\n";
  });
  return out;
}

std::string roff_options(const std::vector<OptionDescription>& options) {
  std::string out = ".SH OPTIONS\n";
  for (const OptionDescription& option : options) {
    const std::string head = roff(option_head(option, ", "));
    const std::string name = head.substr(0, head.size() - roff(option.value).size());
    out += fmt::format(".TP\n\\fB{}\\fR", name);
    if (!option.value.empty()) out += fmt::format("\\fI{}\\fR", roff(option.value));
    out += "\n" + roff(option.text) + "\n";
  }
  return out;
}

std::string roff_commands(const std::vector<CommandDescription>& commands) {
  std::string out = ".SH COMMANDS\n";
  for (const CommandDescription& command : commands)
    out += fmt::format(".TP\n\\fBaccessdrift\\-{}\\fR(1)\n{}\n", command.help.name,
                       roff(command.help.summary));
  return out;
}

std::string roff_variables() {
  std::string out = ".SH ENVIRONMENT\n";
  for (const VariableHelp& variable : variable_helps())
    out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", variable.name, roff(variable.text));
  return out;
}

/// The lines of the footer of help that are about exit codes, or those that are not.
std::string roff_footer(bool are_exit_codes) {
  std::string out;
  for_each_line(program_footer(), [&](std::string_view line) {
    if (line.starts_with(kExitCodes) != are_exit_codes) return;
    if (are_exit_codes) line.remove_prefix(kExitCodes.size());
    out += (are_exit_codes ? "" : ".PP\n") + roff(line) + "\n";
  });
  return out;
}

}  // namespace

std::string man_page(const ProgramDescription& program) {
  const HelpSections sections(program_help());
  std::string out =
      roff_head("accessdrift", "who gains or loses which access between two versions") +
      roff("accessdrift COMMAND [OPTIONS] ...") + "\n";
  out += ".SH DESCRIPTION\n" + sections.description() + roff_footer(false);
  out += ".PP\n" + std::string(
                       "What is printed as text is for people and may change; scripts read "
                       "\\fB\\-\\-format json\\fR.\n");
  out += roff_commands(program.commands) + roff_options(program.options);
  out += ".SH EXAMPLES\n" + sections.examples() + roff_variables();
  return out + ".SH EXIT STATUS\n" + roff_footer(true);
}

std::string man_page(const CommandDescription& command) {
  const HelpSections sections(command.help.text);
  std::string out =
      roff_head("accessdrift-" + std::string(command.help.name), command.help.summary) +
      roff_usage(command.help.usage);
  out += ".SH DESCRIPTION\n" + sections.description();
  out += roff_options(command.options) + ".SH EXAMPLES\n" + sections.examples();
  return out +
         ".SH SEE ALSO\n\\fBaccessdrift\\fR(1): sides, variables of the environment and exit "
         "status\n";
}

}  // namespace accessdrift::cli
