#include "cli/clashing_words.h"

#include <fmt/format.h>

#include "accessdrift/base/text.h"

namespace accessdrift::cli {

std::optional<Diagnostic> wrong_count(std::string_view command, const Words& words,
                                      const std::vector<std::string>& names) {
  const std::string help = fmt::format("see accessdrift {} --help", command);
  const std::size_t count = words.positionals.size();
  if (count < names.size()) return usage_error(fmt::format("{} is missing", names[count]), help);
  if (count <= names.size() + 1) return std::nullopt;
  return usage_error(
      fmt::format("`{}` is one word too many", shortened(words.positionals[names.size() + 1])),
      help);
}

std::optional<Diagnostic> clashing_outputs(const Words& words, Format format) {
  const int chosen =
      int{words.stat} + int{words.name_only} + int{words.oneline} + int{format != Format::Text};
  if (chosen <= 1) return std::nullopt;
  return usage_error("--stat, --name-only, --oneline and --format exclude each other");
}

std::optional<Diagnostic> wrong_sides(std::string_view command, const Words& words) {
  if (words.positionals.size() > 2) {
    return usage_error(fmt::format("`{}` is one side too many", shortened(words.positionals[2])),
                       fmt::format("see accessdrift {} --help", command));
  }
  if (words.merge_base && !words.positionals.empty()) {
    return usage_error("--merge-base REV compares with the work tree and takes no side",
                       "for two revisions: A...B");
  }
  if (words.onto && !words.plan)
    return usage_error("--onto says what a plan is laid over, and there is no plan",
                       "--plan plan.json --onto EXPORT");
  if (words.plan && (words.merge_base || !words.positionals.empty()))
    return usage_error("--plan FILE is both sides and takes no other",
                       "what is really there goes behind --onto");
  return std::nullopt;
}

std::optional<Diagnostic> wrong_diff(const Words& words, Format format) {
  if (auto problem = wrong_sides("diff", words)) return problem;
  if (auto clash = clashing_outputs(words, format)) return clash;
  if (words.show && *words.show != "same")
    return usage_error(fmt::format("`{}` cannot be shown", shortened(*words.show)),
                       "--show takes same: the edits of policies that were proved equal");
  if (words.exit_zero && (words.exit_code || words.quiet))
    return usage_error("--exit-zero and --exit-code exclude each other");
  if (words.show_config && words.redact)
    return usage_error("--show-config prints settings as they are: no --redact");
  return std::nullopt;
}

}  // namespace accessdrift::cli
