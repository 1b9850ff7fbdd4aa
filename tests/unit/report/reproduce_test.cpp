#include "accessdrift/report/reproduce.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/report/sample_reports.h"

namespace accessdrift {
namespace {

using namespace testing;

std::string command_of(const ReportSide& before, const ReportSide& after,
                       std::vector<std::string> filters = {}) {
  Report report = quiet_report();
  report.before = before;
  report.after = after;
  report.filters = std::move(filters);
  return reproducing_command(report);
}

TEST_CASE("reproducing_command: by commits, the work tree by nothing, filters as options") {
  const ReportSide commit{"main", "merge base", "4c1e9a2000"};
  CHECK(command_of(commit, {"HEAD", "", "9f03b7d000"}) == "accessdrift diff 4c1e9a2 9f03b7d");
  CHECK(command_of(commit, {"work tree", "", ""}) == "accessdrift diff 4c1e9a2");
  CHECK(command_of({"main:a b", "", "4c1e9a2000"}, {"./after", "", ""}) ==
        "accessdrift diff 'main:a b' ./after");
  CHECK(command_of(commit, {"after", "", ""}, {"kind gained", "resource pay*"}) ==
        "accessdrift diff 4c1e9a2 after --kind gained --resource 'pay*'");
  Report report = quiet_report();
  report.population.from = 0;
  CHECK(reproducing_command(report) ==
        "accessdrift diff 4c1e9a2 9f03b7d --at 1970-01-01T00:00:00Z");
}

TEST_CASE("reproducing_command: nothing where a word is not safe to read and run") {
  const ReportSide side{"a", "", ""};
  for (const std::string word : {"it's", "-x", "", "a\nb", "a\xE2\x80\xAE", "a\x1b[0m"}) {
    CAPTURE(word);
    CHECK(command_of(side, {word, "", ""}) == "");
    if (!word.empty()) CHECK(command_of(side, side, {"identity " + word}) == "");
  }
  CHECK(command_of(side, side, {"identity " + std::string(500, 'x')}) == "");
  CHECK(command_of({"$(reboot)", "", ""}, {"`a`;b", "", ""}) ==
        "accessdrift diff '$(reboot)' '`a`;b'");
}

}  // namespace
}  // namespace accessdrift
