#include "accessdrift/report/shrunk_text.h"

#include <doctest/doctest.h>

#include "accessdrift/report/write_diff.h"
#include "sample_reports.h"

namespace accessdrift {
namespace {

Report with_emptied_groups(std::size_t count) {
  Report report = testing::quiet_report();
  for (std::size_t g = 0; g < count; ++g) {
    const auto line = static_cast<std::uint32_t>(10 * g + 7);
    report.shrunk.push_back(
        {"scim", "members", "g" + std::to_string(g), 9, 9, {"g.json", line, 3}});
  }
  return report;
}

TEST_CASE("shrunk_headline: one emptied group, and several") {
  CHECK(shrunk_headline(shrunk_formats(with_emptied_groups(1)).front()) ==
        "a group that the scim files list has lost all its members");
  CHECK(shrunk_headline(shrunk_formats(with_emptied_groups(5)).front()) ==
        "5 groups that the scim files list have lost all their members");
}

TEST_CASE("write_text: three emptied groups are named, the others counted") {
  const std::string text = write_text(with_emptied_groups(5), {});
  CHECK(text.find("\n  all 9 members of group g2   g.json:27:3\n"
                  "  and 2 other groups are empty now\n"
                  "  a broken export is more likely than a decision: look there first\n"
                  "\nNo access change.\n") != std::string::npos);
  CHECK(text.find("group g3") == std::string::npos);
}

TEST_CASE("write_text: every format has a diagnosis of its own") {
  Report report = with_emptied_groups(1);
  report.shrunk.insert(report.shrunk.begin(),
                       {"ldif", "users", "", 20, 20, {"u.ldif", 4, 1}, true});
  const std::string text = write_text(report, {});
  CHECK(text.find("more than half of what the ldif files listed is gone   AD115\n"
                  "  all 20 users   u.ldif:4:1 (removed)\n") != std::string::npos);
  CHECK(text.find("a group that the scim files list has lost") != std::string::npos);
}

TEST_CASE("write_html: a diagnosis stands before the verdict in a line") {
  const std::string page = write_html(with_emptied_groups(1), "0.0");
  const std::size_t at = page.find("More likely a broken export than a decision");
  CHECK(at < page.find("No access change."));
}

}  // namespace
}  // namespace accessdrift
