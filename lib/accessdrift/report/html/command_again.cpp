#include "accessdrift/report/html/command_again.h"

#include <algorithm>
#include <string_view>

namespace accessdrift {
namespace {

/// Adds words until one cannot be written.
class ShellWords {
 public:
  void add(std::string_view word) {
    constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@:/%+=-^,";
    const bool is_plain = !word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos;
    const bool is_printable =
        std::ranges::all_of(word, [](char c) { return c >= ' ' && c <= '~' && c != '\''; });
    is_whole_ = is_whole_ && !word.empty() && word.size() <= 200 && is_printable;
    text_ +=
        (text_.empty() ? "" : " ") + (is_plain ? std::string(word) : "'" + std::string(word) + "'");
  }
  [[nodiscard]] std::string text() const { return is_whole_ ? text_ : std::string(); }

 private:
  std::string text_;
  bool is_whole_ = true;
};

/// A side that is read at a path has it behind its revision.
std::string side_word(const ReportSide& side) {
  const std::size_t colon = side.spec.find(':');
  if (side.commit.empty()) return side.spec;
  return side.commit + (colon == std::string::npos ? "" : side.spec.substr(colon));
}

}  // namespace

std::string command_again(const Report& report) {
  ShellWords words;
  words.add("accessdrift");
  words.add("diff");
  words.add(side_word(report.before));
  const bool is_work_tree = report.after.commit.empty() && report.after.spec == "work tree";
  if (!is_work_tree) words.add(side_word(report.after));
  for (const std::string& filter : report.filters) {
    const std::size_t blank = std::min(filter.find(' '), filter.size());
    words.add("--" + filter.substr(0, blank));
    words.add(filter.substr(std::min(blank + 1, filter.size())));
  }
  if (report.population.from) {
    words.add("--at");
    words.add(to_text(Value{Time{*report.population.from}}));
  }
  return words.text();
}

}  // namespace accessdrift
