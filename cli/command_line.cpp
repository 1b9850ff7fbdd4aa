#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include "accessdrift/base/text.h"
#include "cli/command_options.h"
#include "cli/help_page.h"
#include "cli/help_text.h"
#include "cli/offered.h"
#include "cli/version.h"
#include "cli/words.h"

namespace accessdrift::cli {
namespace {

std::unique_ptr<CLI::App> make_app(Words& words) {
  auto app = std::make_unique<CLI::App>();
  // Else a user, an action or a resource that is called as a command is would be taken for one.
  app->require_subcommand(0, 1);
  app->set_help_flag("-h,--help", "Print this help");
  app->add_flag("--version", words.version,
                "Print the version, the commit and the version of the time-zone data");
  add_commands(*app, words);
  return app;
}

std::vector<OptionDescription> described_options(const CLI::App& app) {
  std::vector<OptionDescription> options;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) continue;
    OptionDescription described;
    for (const std::string& name : option->get_snames()) described.spellings.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) described.spellings.push_back("--" + name);
    if (option->get_type_size() != 0) described.value = option->get_type_name();
    described.text = option->get_description();
    described.offered = offered_for_value(app.get_name(), described.value);
    options.push_back(std::move(described));
  }
  return options;
}

CommandDescription described_command(const CLI::App& command) {
  const CommandHelp& help = command_help(command.get_name());
  return {help, described_options(command), offered_for_words(help)};
}

ProgramDescription described_program(const CLI::App& app) {
  ProgramDescription program{described_options(app), {}};
  for (const CommandHelp& help : command_helps())
    program.commands.push_back(described_command(*app.get_subcommand(std::string(help.name))));
  return program;
}

/// Of the command that the words chose, else of the program.
std::string help_of(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? help_page(described_program(app))
                        : help_page(described_command(*chosen.front()));
}

std::string command_of(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? std::string("accessdrift") : "accessdrift " + chosen.front()->get_name();
}

std::string did_you_mean_one(std::string_view word, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::optional<std::string> near = nearest(word, views);
  return near ? fmt::format("did you mean `{}`?", *near) : std::string();
}

/// Of words that no option and no positional took.
Diagnostic unexpected_word(const CLI::App& app) {
  const std::vector<std::string> rest = app.remaining(true);
  const std::string word = rest.empty() ? std::string() : rest.front();
  const std::string help = "see " + command_of(app) + " --help";
  if (!word.starts_with("-"))
    return usage_error(fmt::format("`{}` is one word too many", shortened(word)), help);
  const auto chosen = app.get_subcommands();
  std::vector<std::string> known;
  for (const CLI::Option* option : (chosen.empty() ? &app : chosen.front())->get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  const std::string near = did_you_mean_one(word.substr(0, word.find('=')), known);
  return error_without_place(
      "unknown-option",
      fmt::format("`{}` is not an option of `{}`", shortened(word), command_of(app)),
      near.empty() ? help : near);
}

std::optional<Diagnostic> unknown_command(const std::string& word) {
  std::vector<std::string> known;
  for (const CommandHelp& help : command_helps()) known.emplace_back(help.name);
  if (word.starts_with("-") || std::ranges::find(known, word) != known.end()) return std::nullopt;
  const std::string near = did_you_mean_one(word, known);
  return error_without_place("unknown-command",
                             fmt::format("`{}` is not a command of accessdrift", shortened(word)),
                             near.empty() ? "expected " + join_or(known) : near);
}

/// Parses into `words`; on success the name of the command, or what is to be printed.
Result<std::variant<PrintText, std::string>> parse_words(std::vector<std::string> arguments,
                                                         Words& words) {
  using Outcome = std::variant<PrintText, std::string>;
  const std::unique_ptr<CLI::App> app = make_app(words);
  std::ranges::reverse(arguments);
  try {
    app->parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return Outcome{PrintText{help_of(*app)}};
  } catch (const CLI::ExtrasError&) {
    return failure(unexpected_word(*app));
  } catch (const CLI::ParseError& error) {
    return failure(
        usage_error(shortened(error.what(), 200), "see " + command_of(*app) + " --help"));
  }
  if (words.version) return Outcome{PrintText{version_line()}};
  if (app->get_subcommands().empty())
    return failure(usage_error("a command is missing", "see accessdrift --help"));
  return Outcome{app->get_subcommands().front()->get_name()};
}

}  // namespace

ProgramDescription describe_program() {
  Words words;
  return described_program(*make_app(words));
}

Result<Command> parse_command_line(int argc, const char* const* argv) {
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  if (!arguments.empty() && arguments.front() == "--version")
    return Command{PrintText{version_line()}};
  if (!arguments.empty() && arguments.front() == "help") {
    arguments.erase(arguments.begin());
    arguments.resize(std::min<std::size_t>(arguments.size(), 1));
    arguments.emplace_back("--help");
  }
  if (!arguments.empty()) {
    if (const std::optional<Diagnostic> problem = unknown_command(arguments.front()))
      return failure(*problem);
  }
  Words words;
  const auto parsed = parse_words(std::move(arguments), words);
  if (!parsed) return failure(parsed.error());
  if (const auto* text = std::get_if<PrintText>(&*parsed)) return Command{*text};
  return to_command(std::get<std::string>(*parsed), words);
}

}  // namespace accessdrift::cli
