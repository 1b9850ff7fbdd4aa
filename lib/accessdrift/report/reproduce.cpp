#include "accessdrift/report/reproduce.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "accessdrift/model/value.h"

namespace accessdrift {
namespace {

constexpr std::size_t kLongestCommand = 400;
constexpr std::size_t kCommitDigits = 7;

bool is_printable(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// Nothing for a word that no quoting makes safe to read and to run.
std::optional<std::string> shell_word(std::string_view word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@:/%+=-^";
  if (word.empty() || word.front() == '-' || !is_printable(word)) return std::nullopt;
  if (word.find_first_not_of(kPlain) == std::string_view::npos) return std::string(word);
  if (word.find('\'') != std::string_view::npos) return std::nullopt;
  return "'" + std::string(word) + "'";
}

std::optional<std::string> side_word(const ReportSide& side) {
  const bool is_part_of_a_commit = side.spec.find(':') != std::string::npos;
  if (side.commit.empty() || is_part_of_a_commit) return shell_word(side.spec);
  return side.commit.substr(0, kCommitDigits);
}

/// `kind gained` is asked for as `--kind gained`.
std::optional<std::string> filter_words(std::string_view filter) {
  const std::size_t blank = filter.find(' ');
  const std::optional<std::string> value = shell_word(filter.substr(blank + 1));
  if (!value) return std::nullopt;
  return "--" + std::string(filter.substr(0, blank)) + " " + *value;
}

/// Names that stand there by pseudonyms are no words of a command.
bool is_told(const Report& report) {
  const auto is_plain = [](const ReportSide& side) {
    return side.spec == "work tree" ||
           (!side.commit.empty() && side.spec.find(':') == std::string::npos);
  };
  return report.redacted.empty() ||
         (report.project.empty() && report.given_sources.empty() && report.filters.empty() &&
          is_plain(report.before) && is_plain(report.after));
}

bool is_work_tree(const ReportSide& side) {
  return side.commit.empty() && side.spec == "work tree";
}

}  // namespace

std::optional<std::string> reading_options(const Report& report) {
  std::string options;
  if (!report.project.empty()) {
    const std::optional<std::string> word = shell_word(report.project);
    if (!word) return std::nullopt;
    options += " --project " + *word;
  }
  for (const std::string& source : report.given_sources) {
    const std::optional<std::string> word = shell_word(source);
    if (!word) return std::nullopt;
    options += " --source " + *word;
  }
  return options;
}

std::optional<std::string> version_options(const Report& report, bool of_both_sides) {
  std::string options;
  for (const ReportVersion& version : report.versions) {
    if (version.given.empty()) continue;
    const std::size_t dots = of_both_sides ? std::string::npos : version.given.find("..");
    const std::string told =
        dots == std::string::npos ? version.given : version.given.substr(dots + 2);
    const std::optional<std::string> word = shell_word(version.format + "=" + told);
    if (!word) return std::nullopt;
    options += " --as " + *word;
  }
  return options;
}

/// The words of a command, until one cannot be told.
class CommandWords {
 public:
  void add(std::string_view option, const std::optional<std::string>& word) {
    if (word) text_ += fmt::format(" {}{}{}", option, option.empty() ? "" : " ", *word);
    is_told_ = is_told_ && word.has_value();
  }
  void add(const std::optional<std::string>& options) {
    if (options) text_ += *options;
    is_told_ = is_told_ && options.has_value();
  }
  [[nodiscard]] std::string text() && { return is_told_ ? std::move(text_) : std::string(); }

 private:
  std::string text_ = "accessdrift diff";
  bool is_told_ = true;
};

std::string reproducing_command(const Report& report) {
  if (!is_told(report)) return {};
  CommandWords words;
  if (!report.plan.empty()) {
    words.add("--plan", shell_word(report.plan));
    if (!report.onto.empty()) words.add("--onto", shell_word(report.onto));
  } else {
    words.add("", side_word(report.before));
    if (!is_work_tree(report.after)) words.add("", side_word(report.after));
  }
  words.add(reading_options(report));
  words.add(version_options(report, true));
  for (const std::string& filter : report.filters) words.add("", filter_words(filter));
  if (report.population.from) words.add("--at", to_text(Value{Time{*report.population.from}}));
  if (!report.redacted.empty()) words.add("--redact", report.redacted);
  std::string command = std::move(words).text();
  return command.size() <= kLongestCommand ? command : std::string();
}

}  // namespace accessdrift
