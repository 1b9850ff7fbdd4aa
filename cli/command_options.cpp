#include "cli/command_options.h"

#include <string>

#include "cli/help_text.h"
#include "cli/shared_options.h"

namespace accessdrift::cli {
namespace {

CLI::App& add_command(CLI::App& app, std::string_view name) {
  const CommandHelp& help = command_help(name);
  CLI::App* const command = app.add_subcommand(std::string(help.name));
  command->set_help_flag("-h,--help", "Print this help");
  return *command;
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

}  // namespace

void add_commands(CLI::App& app, Words& words) {
  add_diff(app, words);
  add_explain(app, words);
  add_check(app, words);
  add_who(app, words);
  add_can(app, words);
  add_log(app, words);
  add_since(app, words);
  add_validate(app, words);
  add_lint(app, words);
  add_test(app, words);
  add_expect(app, words);
  add_init(app, words);
  add_formats(app, words);
  add_rules(app, words);
  add_completion(app, words);
  add_man(app, words);
  add_schema(app, words);
}

}  // namespace accessdrift::cli
