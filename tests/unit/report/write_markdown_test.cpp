#include <doctest/doctest.h>

#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/report/write_diff.h"
#include "tests/unit/report/sample_reports.h"

namespace accessdrift {
namespace {

using namespace testing;

MarkdownOptions within(std::size_t budget) {
  MarkdownOptions options;
  options.budget = budget;
  options.tool_version = "1.2.3";
  return options;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("write_markdown: the marker comes first and tells the sides and the digest") {
  MarkdownOptions options = within(60'000);
  options.comment_key = "payments/prod";
  Report report = small_report();
  CHECK(write_markdown(report, options)
            .starts_with("<!-- accessdrift v1 key=payments/prod before=4c1e9a2 after=9f03b7d "
                         "digest=add1:7d20c4e09b1f5a33 -->\n### Access drift: "));
  report.before = {"--> a--b\n", "", ""};
  CHECK(
      write_markdown(report, options)
          .starts_with("<!-- accessdrift v1 key=payments/prod before=-%2D%3E%20a-%2Db%0A after="));
}

TEST_CASE("write_markdown: nothing changed is one line") {
  CHECK(write_markdown(quiet_report(), within(60'000)) ==
        "<!-- accessdrift v1 key=default before=4c1e9a2 after=9f03b7d "
        "digest=add1:7d20c4e09b1f5a33 -->\n**No access change.** `main 4c1e9a2 (merge base)` → "
        "`HEAD 9f03b7d` · 1,204 identities and 88 resources compared\n");
}

TEST_CASE("write_markdown: counts stay and rows that do not fit are counted") {
  const Report report = large_report(500);
  for (const std::size_t budget : {4'000, 4'001, 5'000, 8'000, 60'000}) {
    CAPTURE(budget);
    const std::string text = write_markdown(report, within(budget));
    CHECK(text.size() <= budget);
    CHECK(holds(text, "### Access drift: 500 identities gain\n"));
    CHECK(holds(text, " more rows ("));
    CHECK(holds(text, "accessdrift 1.2.3"));
  }
  CHECK(holds(write_markdown(report, within(60'000)), "… and 470 more rows (470 identities)"));
  CHECK(holds(write_markdown(report, within(4'000)), "Left out for size: 500 rows of"));
}

TEST_CASE("write_markdown: every budget gives whole lines of valid text") {
  Report report = large_report(40);
  for (std::size_t f = 0; f < report.findings.size(); ++f) {
    TextList::Texts ids = report.findings[f].identities.ids;
    for (const char* const character : {"a", "ë", "日", "🙂"}) ids.front() += character;
    report.findings[f].identities.ids = std::move(ids);
  }
  for (std::size_t budget = 4'000; budget < 12'000; ++budget) {
    const std::string text = write_markdown(report, within(budget));
    REQUIRE(text.size() <= budget);
    REQUIRE(!find_invalid_utf8(text));
    REQUIRE(text.ends_with("</sub>\n"));
  }
}

TEST_CASE("write_markdown: names that attack stay in their spans") {
  const std::string text = write_markdown(hostile_report(), within(60'000));
  CHECK(text.find_first_of("\x1b\r") == std::string::npos);
  CHECK(!holds(text, "\n::"));
  CHECK(!find_invalid_utf8(text));
}

TEST_CASE("write_markdown: the longest names leave room for what must be read") {
  Report report = large_report(60);
  const std::string longest(65'536, '|');
  report.before = {longest, "merge base", ""};
  report.after = {longest, "", ""};
  report.filters = {"identity " + longest, "resource " + longest, "kind gained", "action x"};
  for (ReportFinding& finding : report.findings) finding.identities.ids = {longest};
  const std::string text = write_markdown(report, within(kLeastMarkdownBudget));
  CHECK(text.size() <= kLeastMarkdownBudget);
  CHECK(holds(text, "(65,536 characters)"));
}

}  // namespace
}  // namespace accessdrift
