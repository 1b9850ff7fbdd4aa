#include "cli/shared_options.h"

namespace accessdrift::cli {

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

}  // namespace accessdrift::cli
