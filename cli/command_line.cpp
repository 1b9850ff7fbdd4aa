#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include "accessdrift/base/text.h"
#include "cli/help_page.h"
#include "cli/help_text.h"
#include "cli/offered.h"
#include "cli/version.h"
#include "cli/words.h"

namespace accessdrift::cli {
namespace {

CLI::App& add_command(CLI::App& app, std::string_view name) {
  const CommandHelp& help = command_help(name);
  CLI::App* const command = app.add_subcommand(std::string(help.name));
  command->set_help_flag("-h,--help", "Print this help");
  return *command;
}

void add_repeatable(CLI::App& command, const std::string& name, std::vector<std::string>& words,
                    const std::string& text, const std::string& value) {
  command.add_option(name, words, text)->allow_extra_args(false)->type_name(value);
}

void add_format(CLI::App& command, Words& words, const std::string& choices) {
  command.add_option("--format", words.format, choices)->type_name("FORMAT");
}

void add_color(CLI::App& command, Words& words) {
  command.add_option("--color", words.color, "auto (default), always or never")->type_name("WHEN");
}

void add_at(CLI::App& command, Words& words, const std::string& text) {
  command.add_option("--at", words.at, text)->type_name("TIME");
}

void add_project(CLI::App& command, Words& words) {
  command
      .add_option("--project", words.project,
                  "Read this in place of accessdrift.yaml at the root of each side")
      ->type_name("FILE");
  add_repeatable(
      command, "--source", words.sources,
      "Read these files as of this format, in place of what project files say; repeatable",
      "FORMAT=GLOB");
  add_repeatable(command, "--as", words.versions,
                 "Read files of this format for this version of its system; diff takes two, "
                 "FORMAT=BEFORE..AFTER; repeatable",
                 "FORMAT=VERSION");
}

/// Of a gate.
void add_exits(CLI::App& command, Words& words, const std::string& what) {
  command.add_flag("--exit-zero", words.exit_zero, "Exit with 0 whatever " + what + " says");
  command
      .add_option(
          "--on-unknown", words.on_unknown,
          "Where what is not known decides: warn (exit with 3, the default), fail or ignore")
      ->type_name("CHOICE");
}

void add_now(CLI::App& command, Words& words) {
  command
      .add_option("--now", words.now,
                  "The day on which expected changes may be over (default: today)")
      ->type_name("DATE");
}

/// Those of a comparison.
void add_sides(CLI::App& command, Words& words) {
  command.add_option("WORDS", words.positionals);
  command
      .add_option("--merge-base", words.merge_base,
                  "Compare the merge base of REV and HEAD with the work tree")
      ->type_name("REV");
  command
      .add_option("--plan", words.plan,
                  "Compare what a plan of Terraform finds with what it makes: FILE has what "
                  "terraform show -json prints of it")
      ->type_name("FILE");
  command
      .add_option("--onto", words.onto,
                  "Lay the plan over what SIDE exports of what is really there")
      ->type_name("SIDE");
}

void add_request(CLI::App& command, Words& words) {
  add_repeatable(command, "--set", words.set, "Tell an attribute of the request; repeatable",
                 "NAME=VALUE");
  command.add_option("--ip", words.ip, "The same as --set request.ip=IP")->type_name("IP");
  command.add_flag("--absent", words.absent, "What is not told is absent");
  command
      .add_option("--error-code", words.error_code,
                  "Exit with this, not 2, where there is no answer; 125 skips under git bisect run")
      ->type_name("CODE");
  add_at(command, words, "When it is asked (default: now), unless --set request.time tells it");
}

void add_token_groups(CLI::App& command, Words& words) {
  command
      .add_option("--groups", words.token_groups,
                  "Who asks is in no file, but by a token in these groups: a,b")
      ->type_name("LIST");
}

void add_filter(CLI::App& command, Words& words) {
  add_repeatable(command, "--identity", words.identities,
                 "Only this identity; an id or a glob, repeatable", "ID");
  add_repeatable(command, "--group", words.groups,
                 "Only members of this group on either side; repeatable", "ID");
  add_repeatable(command, "--resource", words.resources,
                 "Only this resource; an id or a glob, repeatable", "ID");
  add_repeatable(command, "--action", words.actions, "Only this action; repeatable", "ACTION");
  add_repeatable(command, "--kind", words.kinds,
                 "Only lost, gained, shifted, widened, narrowed; a list, repeatable", "KIND");
}

void add_diff(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "diff");
  add_sides(command, words);
  add_at(command, words, "Compare access from here on (default: now)");
  add_format(command, words,
             "text (default), markdown, github, sarif, gitlab, rdjsonl, junit, json, json@1, jsonl "
             "or csv");
  command
      .add_option("--budget", words.budget,
                  "The most bytes of --format markdown (default 60000); what is left out is named")
      ->type_name("BYTES");
  command
      .add_option("--comment-key", words.comment_key,
                  "Which of several comments, or SARIF analyses, this is (default: default)")
      ->type_name("KEY");
  command.add_flag("--sarif-suppressed", words.sarif_suppressed,
                   "Results of --format sarif for what was expected, too, as suppressed ones");
  command
      .add_option("--html", words.html,
                  "Write a page for review, too: one file that needs no network")
      ->type_name("FILE");
  command
      .add_option("--redact", words.redact,
                  "users: pseudonyms for people and services; all: for whatever is named, values "
                  "and files, too")
      ->type_name("WHOM");
  command
      .add_option("--redact-key", words.redact_key,
                  "The bytes of FILE are the key of pseudonyms (default: another key every time)")
      ->type_name("FILE");
  command.add_flag("--stat", words.stat, "Count by resource");
  command.add_flag("--name-only", words.name_only,
                   "Only the identities that gain or lose anything");
  command.add_flag("--oneline", words.oneline, "One line a finding");
  command.add_flag("-q,--quiet", words.quiet, "Print nothing; implies --exit-code");
  add_filter(command, words);
  command.add_flag("--expand", words.expand, "Every identity and resource by name");
  command
      .add_option("--limit", words.limit, "Findings and edits shown in text (default 20); 0: all")
      ->type_name("COUNT");
  command.add_flag("--causes", words.causes,
                   "All causes, by how many changed entitlements each explains");
  command.add_option("--show", words.show, "same: every edit of a policy that was proved equal")
      ->type_name("same");
  command.add_flag("--no-commits", words.no_commits,
                   "Do not look for the commits that made the edits");
  command.add_flag("--exit-code", words.exit_code, "Exit with 1 if anything changed");
  add_exits(command, words, "the gate");
  add_now(command, words);
  add_project(command, words);
  command.add_flag("--show-config", words.show_config,
                   "Only the settings, each with its value and where that is from");
  add_color(command, words);
}

void add_expect(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "expect");
  add_sides(command, words);
  add_at(command, words, "Compare access from here on (default: now)");
  add_now(command, words);
  add_color(command, words);
  add_project(command, words);
}

void add_explain(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "explain");
  command.add_option("WORDS", words.positionals);
  add_request(command, words);
  add_token_groups(command, words);
  command.add_flag("--all", words.all, "Every policy and criterion");
  command.add_flag("--no-commits", words.no_commits, "Do not look for the commit that made it so");
  command.add_flag("--no-fixes", words.no_fixes, "Do not look for edits that turn the answer");
  command
      .add_option("--patch", words.patch,
                  "Only the edits of this fix, as a diff that git apply takes")
      ->type_name("LETTER");
  add_format(command, words, "text (default), json or json@1");
  add_color(command, words);
  add_project(command, words);
}

void add_check(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "check");
  command.add_option("WORDS", words.positionals);
  add_request(command, words);
  add_token_groups(command, words);
  command
      .add_option("--batch", words.batch,
                  "One AuthZEN evaluation request a line; - is standard input")
      ->type_name("FILE");
  add_format(command, words, "text (default), json or json@1");
  add_project(command, words);
}

void add_log(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "log");
  command.add_option("WORDS", words.positionals);
  command.add_flag("--all-parents", words.all_parents,
                   "Every commit of the range, not only first parents");
  add_at(command, words, "Compare access from here on (default: when each commit was made)");
  add_format(command, words, "text (default), json, json@1 or csv");
  command.add_flag("--stat", words.stat, "Count by resource");
  command.add_flag("--oneline", words.oneline, "One line a commit");
  add_filter(command, words);
  command.add_flag("--expand", words.expand, "Every identity and resource by name");
  command.add_option("--limit", words.limit, "Findings shown of a commit (default 20); 0: all")
      ->type_name("COUNT");
  add_color(command, words);
  add_project(command, words);
}

void add_since(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "since");
  command.add_option("WORDS", words.positionals);
  add_request(command, words);
  add_format(command, words, "text (default), json or json@1");
  add_project(command, words);
}

void add_who(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "who");
  command.add_option("WORDS", words.positionals);
  command.add_flag("--expand", words.expand, "Every identity by name");
  add_at(command, words, "Access from here on (default: now)");
  add_format(command, words, "text (default), json or json@1");
  add_color(command, words);
  add_project(command, words);
}

void add_can(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "can");
  command.add_option("WORDS", words.positionals);
  command.add_flag("--expand", words.expand, "Every resource by name");
  add_at(command, words, "Access from here on (default: now)");
  add_format(command, words, "text (default), json or json@1");
  add_color(command, words);
  add_project(command, words);
}

void add_validate(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "validate");
  command.add_option("WORDS", words.positionals);
  add_format(command, words, "text (default), json or json@1");
  add_color(command, words);
  add_project(command, words);
}

void add_lint(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "lint");
  command.add_option("WORDS", words.positionals);
  command
      .add_option("--baseline", words.baseline,
                  "Only what is new beside a file of --format json, or a side")
      ->type_name("FILE|SIDE");
  command
      .add_option("--fail-on", words.fail_on,
                  "Exit with 1 on a warning (default), a note, or on none")
      ->type_name("LEVEL");
  command.add_option("--soon", words.soon, "What ends within this is told (default 30d)")
      ->type_name("TIME");
  add_at(command, words, "Access from here on (default: now)");
  add_format(command, words, "text (default), json or json@1");
  command.add_option("--limit", words.limit, "Findings shown of a code (default 20); 0: all")
      ->type_name("COUNT");
  add_color(command, words);
  add_exits(command, words, "lint");
  add_project(command, words);
}

void add_test(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "test");
  command.add_option("WORDS", words.positionals);
  add_at(command, words, "Requests from here on (default: now)");
  add_format(command, words, "text (default), json, json@1 or junit");
  add_color(command, words);
  add_exits(command, words, "a test");
  add_project(command, words);
}

void add_init(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "init");
  command.add_option("WORDS", words.positionals);
  add_color(command, words);
}

void add_formats(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "formats");
  command.add_option("WORDS", words.positionals);
  add_format(command, words, "text (default), json or json@1");
}

void add_rules(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "rules");
  command.add_option("WORDS", words.positionals);
  add_format(command, words, "text (default), json or json@1");
}

void add_completion(CLI::App& app, Words& words) {
  add_command(app, "completion").add_option("WORDS", words.positionals);
}

void add_man(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "man");
  command.add_option("WORDS", words.positionals);
  command.add_option("--write", words.write, "Write all pages into this folder, and print none")
      ->type_name("FOLDER");
}

void add_schema(CLI::App& app, Words& words) {
  CLI::App& command = add_command(app, "schema");
  command.add_option("WORDS", words.positionals);
  add_color(command, words);
}

std::unique_ptr<CLI::App> make_app(Words& words) {
  auto app = std::make_unique<CLI::App>();
  // Else a user, an action or a resource that is called as a command is would be taken for one.
  app->require_subcommand(0, 1);
  app->set_help_flag("-h,--help", "Print this help");
  app->add_flag("--version", words.version,
                "Print the version, the commit and the version of the time-zone data");
  add_diff(*app, words);
  add_explain(*app, words);
  add_check(*app, words);
  add_who(*app, words);
  add_can(*app, words);
  add_log(*app, words);
  add_since(*app, words);
  add_validate(*app, words);
  add_lint(*app, words);
  add_test(*app, words);
  add_expect(*app, words);
  add_init(*app, words);
  add_formats(*app, words);
  add_rules(*app, words);
  add_completion(*app, words);
  add_man(*app, words);
  add_schema(*app, words);
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
