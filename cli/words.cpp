#include "cli/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <set>
#include <variant>

#include "accessdrift/base/text.h"
#include "accessdrift/load/side_word.h"
#include "accessdrift/model/schema.h"
#include "cli/clashing_words.h"
#include "cli/comment_words.h"
#include "cli/help_text.h"
#include "cli/option_values.h"
#include "cli/source_words.h"

namespace accessdrift::cli {
namespace {

constexpr std::array kTextOrJson{Format::Text, Format::Json};
constexpr std::array kTextJsonOrCsv{Format::Text, Format::Json, Format::Csv};
constexpr std::array kTextJsonOrJunit{Format::Text, Format::Json, Format::Junit};

/// The word at `at`, if there are that many.
std::optional<std::string> word_at(const Words& words, std::size_t at) {
  return at < words.positionals.size() ? std::optional(words.positionals[at]) : std::nullopt;
}

/// The settings of a project file's `report` that these words tell, and what else is told.
std::set<std::string_view> told_by(const Words& words) {
  std::set<std::string_view> told;
  const auto add = [&told](std::string_view name, bool is_told) {
    if (is_told) told.insert(name);
  };
  add("format", words.format || words.stat || words.name_only || words.oneline || words.quiet);
  add("limit", words.limit.has_value());
  add("expand", words.expand);
  add("causes", words.causes);
  add("commits", words.no_commits);
  add("budget", words.budget.has_value());
  add("comment_key", words.comment_key.has_value());
  add("on_unknown", words.on_unknown.has_value());
  return told;
}

Result<Command> expect_of(const Words& words, ColorChoice color, Instant from) {
  if (const auto problem = wrong_sides("expect", words)) return failure(*problem);
  const Result<Instant> now = now_of(words);
  if (!now) return failure(now.error());
  DiffOptions options;
  options.is_expect = true;
  options.sides = words.positionals;
  options.merge_base = words.merge_base;
  options.plan = words.plan;
  options.onto = words.onto;
  options.commits = false;
  options.color = color;
  options.from = from;
  options.now = *now;
  return Command{std::move(options)};
}

Result<Command> diff_of(const Words& words, Format format, ColorChoice color, Instant from) {
  if (auto problem = wrong_diff(words, format)) return failure(std::move(*problem));
  const Result<Instant> now = now_of(words);
  if (!now) return failure(now.error());
  const Result<std::size_t> limit = limit_of(words);
  if (!limit) return failure(limit.error());
  Result<std::vector<ChangeKind>> kinds = kinds_of(words);
  if (!kinds) return failure(kinds.error());
  const Result<ExitChoice> exits = exits_of(words);
  if (!exits) return failure(exits.error());
  DiffOptions options;
  options.sides = words.positionals;
  options.merge_base = words.merge_base;
  options.plan = words.plan;
  options.onto = words.onto;
  options.format = format;
  options.stat = words.stat;
  options.name_only = words.name_only;
  options.oneline = words.oneline;
  options.quiet = words.quiet;
  options.expand = words.expand;
  options.causes = words.causes;
  options.commits = !words.no_commits && !words.plan;  // nobody commits a plan's changes
  options.same = words.show.has_value();
  options.exit_code = words.exit_code || words.quiet;
  options.exits = *exits;
  options.show_config = words.show_config;
  options.told = told_by(words);
  options.html = words.html;
  options.limit = *limit;
  options.filter = filter_of(words, std::move(*kinds));
  options.color = color;
  options.from = from;
  options.now = *now;
  if (const auto problem = read_comment_words(words, options)) return failure(*problem);
  Result<RedactionWords> redaction = redaction_words(words.redact, words.redact_key);
  if (!redaction) return failure(std::move(redaction.error()));
  options.redaction = std::move(*redaction);
  return Command{std::move(options)};
}

/// `[WHO] [ACTION] [RESOURCE] [RANGE]`: the last word is the range if it reads like one, or is the
/// fourth. `*` selects everything.
Result<Command> log_of(const Words& words, Format format, ColorChoice color) {
  std::vector<std::string> asked = words.positionals;
  LogOptions options;
  if (!asked.empty() && (split_range(asked.back()) || asked.size() == 4)) {
    options.range = asked.back();
    asked.pop_back();
  }
  if (asked.size() > 3)
    return failure(usage_error(fmt::format("`{}` is one word too many", shortened(asked[3])),
                               "see accessdrift log --help"));
  if (const auto clash = clashing_outputs(words, format)) return failure(*clash);
  const Result<std::size_t> limit = limit_of(words);
  if (!limit) return failure(limit.error());
  Result<std::vector<ChangeKind>> kinds = kinds_of(words);
  if (!kinds) return failure(kinds.error());
  options.filter = filter_of(words, std::move(*kinds));
  for (std::vector<std::string>* const list :
       {&options.filter.identities, &options.filter.actions, &options.filter.resources}) {
    if (asked.empty()) break;
    if (asked.front() != "*") list->push_back(asked.front());
    asked.erase(asked.begin());
  }
  if (words.at) {
    const Result<Instant> from = from_of(words);
    if (!from) return failure(from.error());
    options.from = *from;
  }
  options.format = format;
  options.oneline = words.oneline;
  options.stat = words.stat;
  options.expand = words.expand;
  options.all_parents = words.all_parents;
  options.limit = *limit;
  options.color = color;
  return Command{std::move(options)};
}

Result<Command> explain_of(const Words& words, Format format, ColorChoice color, Instant from) {
  if (const auto problem = wrong_count("explain", words, {"WHO", "ACTION", "RESOURCE"}))
    return failure(*problem);
  if (words.patch && format != Format::Text)
    return failure(usage_error("--patch prints a diff, and no --format"));
  const auto& word = words.positionals;
  Result<RequestOptions> request = request_of(words);
  if (!request) return failure(std::move(request.error()));
  return Command{ExplainOptions{word[0], word[1], word[2], word_at(words, 3), std::move(*request),
                                words.all, !words.no_commits, !words.no_fixes, words.patch, format,
                                color, asked_from(words, from)}};
}

Result<Command> formats_command(const Words& words, Format format) {
  if (words.positionals.empty()) return Command{FormatsOptions{format}};
  return failure(
      usage_error(fmt::format("`{}` is one word too many", shortened(words.positionals.front())),
                  "see accessdrift formats --help"));
}

Result<Command> since_of(const Words& words, Format format, Instant from) {
  if (const auto problem = wrong_count("since", words, {"WHO", "ACTION", "RESOURCE"}))
    return failure(*problem);
  const auto& word = words.positionals;
  Result<RequestOptions> request = request_of(words);
  if (!request) return failure(std::move(request.error()));
  return Command{SinceOptions{word[0], word[1], word[2], word_at(words, 3), std::move(*request),
                              format, asked_from(words, from)}};
}

Result<Command> check_of(const Words& words, Format format, Instant from) {
  Result<RequestOptions> request = request_of(words);
  if (!request) return failure(std::move(request.error()));
  if (words.batch) {
    if (const auto problem = wrong_count("check", words, {})) return failure(*problem);
    const bool is_told = !words.set.empty() || words.ip.has_value() || words.absent ||
                         words.token_groups.has_value();
    if (is_told)
      return failure(usage_error(
          "a batch tells its attributes line by line: no --set, --ip, --absent or --groups"));
    if (format != Format::Text)
      return failure(usage_error("a batch is answered in JSON lines: no --format"));
    return Command{CheckOptions{
        {}, {}, {}, word_at(words, 0), words.batch, std::move(*request), format, from}};
  }
  if (const auto problem = wrong_count("check", words, {"WHO", "ACTION", "RESOURCE"}))
    return failure(*problem);
  const auto& word = words.positionals;
  return Command{CheckOptions{word[0], word[1], word[2], word_at(words, 3), std::nullopt,
                              std::move(*request), format, asked_from(words, from)}};
}

Result<Command> who_of(const Words& words, Format format, ColorChoice color, Instant from) {
  if (const auto problem = wrong_count("who", words, {"ACTION", "RESOURCE"}))
    return failure(*problem);
  return Command{WhoOptions{words.positionals[0], words.positionals[1], word_at(words, 2),
                            words.expand, format, color, from}};
}

Result<Command> can_of(const Words& words, Format format, ColorChoice color, Instant from) {
  if (const auto problem = wrong_count("can", words, {"WHO"})) return failure(*problem);
  return Command{
      CanOptions{words.positionals[0], word_at(words, 1), words.expand, format, color, from}};
}

Result<Command> lint_of(const Words& words, Format format, ColorChoice color, Instant from) {
  if (const auto problem = wrong_count("lint", words, {})) return failure(*problem);
  const Result<std::int64_t> soon = soon_of(words);
  if (!soon) return failure(soon.error());
  const Result<std::optional<Severity>> fail_on = fail_on_of(words);
  if (!fail_on) return failure(fail_on.error());
  const Result<std::size_t> limit = limit_of(words);
  if (!limit) return failure(limit.error());
  const Result<ExitChoice> exits = exits_of(words);
  if (!exits) return failure(exits.error());
  return Command{LintCommand{word_at(words, 0), words.baseline, *soon, *fail_on, *limit, format,
                             color, from, *exits}};
}

Result<Command> completion_of(const Words& words) {
  const std::string word = word_at(words, 0).value_or("");
  if (word == "bash") return Command{CompletionOptions{Shell::Bash}};
  if (word == "zsh") return Command{CompletionOptions{Shell::Zsh}};
  if (word == "fish") return Command{CompletionOptions{Shell::Fish}};
  return failure(usage_error(word.empty() ? std::string("SHELL is missing")
                                          : fmt::format("`{}` is not a shell", shortened(word)),
                             "expected bash, zsh or fish"));
}

Result<Command> man_of(const Words& words) {
  ManOptions options{word_at(words, 0), words.write};
  const auto is_it = [&](const CommandHelp& help) { return help.name == *options.command; };
  if (options.command && std::ranges::none_of(command_helps(), is_it))
    return failure(usage_error(
        fmt::format("`{}` is not a command of accessdrift", shortened(*options.command)),
        "see accessdrift --help"));
  return Command{std::move(options)};
}

Result<Command> test_of(const Words& words, Format format, ColorChoice color, Instant from) {
  if (const auto problem = wrong_count("test", words, {})) return failure(*problem);
  const Result<ExitChoice> exits = exits_of(words);
  if (!exits) return failure(exits.error());
  return Command{TestOptions{word_at(words, 0), format, color, from, *exits}};
}

/// Of a command that takes one word at most, and no request.
Result<Command> command_of_one_word(std::string_view name, const Words& words, Format format,
                                    ColorChoice color) {
  if (const auto problem = wrong_count(name, words, {})) return failure(*problem);
  if (name == "completion") return completion_of(words);
  if (name == "man") return man_of(words);
  if (name == "schema") return Command{SchemaOptions{word_at(words, 0), color}};
  if (name == "init") return Command{InitOptions{word_at(words, 0).value_or("."), color}};
  if (name == "validate") return Command{ValidateOptions{word_at(words, 0), format, color}};
  if (name == "formats") return formats_command(words, format);
  return Command{RulesOptions{word_at(words, 0), format}};
}

Result<Command> checked(std::string_view name, const Words& words) {
  const Result<ColorChoice> color = color_of(words);
  if (!color) return failure(color.error());
  const Result<Format> format = parse_format(words.format.value_or("text"), formats_of(name));
  if (!format) return failure(format.error());
  const Result<Instant> from = from_of(words);
  if (!from) return failure(from.error());
  if (name == "diff") return diff_of(words, *format, *color, *from);
  if (name == "expect") return expect_of(words, *color, *from);
  if (name == "log") return log_of(words, *format, *color);
  if (name == "explain") return explain_of(words, *format, *color, *from);
  if (name == "since") return since_of(words, *format, *from);
  if (name == "check") return check_of(words, *format, *from);
  if (name == "who") return who_of(words, *format, *color, *from);
  if (name == "can") return can_of(words, *format, *color, *from);
  if (name == "lint") return lint_of(words, *format, *color, *from);
  if (name == "test") return test_of(words, *format, *color, *from);
  return command_of_one_word(name, words, *format, *color);
}

}  // namespace

std::span<const Format> formats_of(std::string_view command) {
  if (command == "diff") return kDiffFormats;
  if (command == "log") return kTextJsonOrCsv;
  if (command == "test") return kTextJsonOrJunit;
  return kTextOrJson;
}

Diagnostic usage_error(std::string message, std::string help) {
  return error_without_place("usage", std::move(message), std::move(help));
}

Result<Command> to_command(std::string_view name, const Words& words) {
  Result<Command> command = checked(name, words);
  if (!command) return command;
  const Result<std::vector<SourceWord>> sources = source_words(words.sources);
  if (!sources) return failure(sources.error());
  const Result<std::vector<VersionWord>> versions =
      version_words(words.versions, name == "diff" || name == "expect");
  if (!versions) return failure(versions.error());
  const char* const variable = std::getenv("ACCESSDRIFT_PROJECT");
  const bool is_of_environment = !words.project && variable != nullptr && *variable != '\0';
  std::visit(
      [&](auto& options) {
        if constexpr (requires { options.project; }) {
          options.project =
              is_of_environment ? std::optional<std::string>(variable) : words.project;
          options.sources = *sources;
          options.versions = *versions;
        }
        if constexpr (requires { options.is_project_of_environment; })
          options.is_project_of_environment = is_of_environment;
      },
      *command);
  return command;
}

}  // namespace accessdrift::cli
