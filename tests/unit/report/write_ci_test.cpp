#include "accessdrift/report/write_ci.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "accessdrift/report/annotations.h"
#include "accessdrift/report/write_diff.h"
#include "tests/unit/report/sample_reports.h"

namespace accessdrift {
namespace {

using namespace testing;

std::size_t lines_that_start_with(const std::string& text, std::string_view start) {
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) count += line.starts_with(start) ? 1U : 0U;
  return count;
}

/// Findings of as many edits, each on a line of its own.
Report on_lines(std::size_t count) {
  Report report = large_report(count);
  report.edits.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const PlaceText place{"access.yaml", static_cast<std::uint32_t>(i + 1), 3};
    report.edits.push_back({"ade1:" + std::to_string(i), "edit", std::nullopt, place});
    report.edits.back().seen_at = ReportRegion{place, place.line, 9};
    report.findings[i].digest = "add1:" + std::to_string(i);
    report.findings[i].cause = caused_by({{{i}, {}}}, {{i}, {}});
  }
  return report;
}

TEST_CASE("annotations_of: one for a code and line, whoever and whatever it is about") {
  Report report = on_lines(4);
  for (ReportFinding& finding : report.findings) finding.cause = caused_by({{{2}, {}}}, {{2}, {}});
  const std::vector<Annotation> all = annotations_of(report);
  REQUIRE(all.size() == 1);
  CHECK(all.front().region->start.line == 3);
  CHECK(all.front().message ==
        "Gained: access to 4 resources by 4 identities (user-0, user-1, user-2, user-3). Because "
        "edit.");
}

TEST_CASE("annotations_of: the worst come first, and each has a digest of its own") {
  Report report = on_lines(3);
  report.findings[0].digest = report.findings[1].digest;
  report.findings[2].level = GuardLevel::Block;
  const std::vector<Annotation> all = annotations_of(report);
  REQUIRE(all.size() == 3);
  CHECK(all[0].region->start.line == 3);
  CHECK(all[1].digest != all[2].digest);
}

TEST_CASE("annotations_of: what was removed with its file has no line of the after side") {
  Report report = on_lines(1);
  report.edits.front().before = report.edits.front().after;
  report.edits.front().after.reset();
  report.edits.front().seen_at.reset();
  const std::vector<Annotation> all = annotations_of(report);
  REQUIRE(all.size() == 1);
  CHECK(!all.front().region);
  CHECK(shown_region(report, all.front()).start.file == "access.yaml");
  CHECK(lines_that_start_with(write_github(report, ""), "::notice title=") == 1);
}

TEST_CASE("write_github: nine annotations and one that counts the rest") {
  const std::string ten = write_github(on_lines(9), "text\n");
  CHECK(lines_that_start_with(ten, "::notice file=") == 9);
  CHECK(lines_that_start_with(ten, "::") == 11);
  const std::string many = write_github(on_lines(40), "text\n");
  CHECK(lines_that_start_with(many, "::notice file=") == 9);
  CHECK(many.ends_with("::notice title=access drift::31 more, see the report of this step\n"));
}

TEST_CASE("write_github: names that attack are no commands") {
  const Report report = hostile_report();
  TextOptions options;
  options.limit = 0;
  options.expand = true;
  const std::string text = write_github(report, write_text(report, options));
  const std::size_t own = 2 + annotations_of(report).size();
  std::istringstream lines(text);
  std::size_t commands = 0;
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, line.find_first_not_of(' '));
    commands += line.starts_with("::") ? 1U : 0U;
    CHECK(line.find("##[") == std::string::npos);
  }
  CHECK(commands == own);
}

TEST_CASE("write_sarif: at most 5,000 results, which is said") {
  const std::string text = write_sarif(on_lines(5'001), {});
  CHECK(lines_that_start_with(text, "    {\"ruleId\":") == 5'000);
  CHECK(text.find("5,000 of 5,001 results are here") != std::string::npos);
}

}  // namespace
}  // namespace accessdrift
