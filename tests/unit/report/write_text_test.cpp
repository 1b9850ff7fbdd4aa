#include <doctest/doctest.h>

#include <string>

#include "accessdrift/report/filter.h"
#include "accessdrift/report/write_diff.h"
#include "sample_reports.h"

namespace accessdrift {
namespace {

using testing::hostile_report;
using testing::large_report;
using testing::quiet_report;
using testing::small_report;

TEST_CASE("write_text: a small change") {
  CHECK(write_text(small_report(), {}) ==
        R"(access drift   main 4c1e9a2 (merge base) -> HEAD 9f03b7d   2 files, 2 edits
analysed       1,204 identities (closed), 61 groups, 88 resources

- LOST      3 identities   grafana       every action   always
            group:sre-emea (ana.kirk, j.moreau, t.oyelaran)
            because  access/groups.yaml:41:7 (removed)  group sre no longer contains group sre-emea
+ GAINED    1 identity     payroll       read           only with auth.mfa
            contractor-17
            because  access/apps.yaml:118:9  policy finance-reads-payroll now allows group:finance-all
~ NARROWED  6 identities   2 resources   open           now only with auth.mfa (was: always)
            group:dba (4), r.ivers, svc-etl
            on vault-a, vault-b
            needs both: each alone changes nothing
                     access/groups.yaml:41:7 (removed)  group sre no longer contains group sre-emea
                     access/apps.yaml:118:9             policy finance-reads-payroll now allows group:finance-all
            undo     access/groups.yaml:41:7 (removed)  group sre no longer contains group sre-emea
= SAME      1 policy edited or moved, proved equal for every request
            access/apps.yaml:9:3 (was 5:3)  policy wiki-read

some names are left out; all: --expand

next        accessdrift explain contractor-17 read payroll HEAD
)");
}

TEST_CASE("write_text: every name with expand") {
  const std::string text = write_text(small_report(), {.expand = true});
  CHECK(text.find("            group:dba (4), r.ivers, svc-etl:\n            a, b, c, d, r.ivers, "
                  "svc-etl\n") != std::string::npos);
  CHECK(text.find("--expand") == std::string::npos);
}

TEST_CASE(
    "write_text: more findings than the limit start with counts and end with what is left out") {
  CHECK(write_text(large_report(3), {.limit = 2}) ==
        R"(access drift   main 4c1e9a2 (merge base) -> HEAD 9f03b7d   1 file, 1 edit
analysed       1,204 identities (closed), 61 groups, 88 resources

            identities  resources  entitlements
  GAINED             3          3             3

+ GAINED    1 identity   app-0   read   always
            user-0
            because  a.yaml:1:1  policy p added
+ GAINED    1 identity   app-1   read   always
            user-1
            because  a.yaml:1:1  policy p added

CAUSES   1 cause explains 100.0 % of 3 changed entitlements
         3  a.yaml:1:1  policy p added

2 of 3 findings shown; all: --limit 0
)");
}

TEST_CASE("write_text: a limit of zero shows all without the table") {
  const std::string text = write_text(large_report(30), {.limit = 0});
  CHECK(text.find("user-29\n") != std::string::npos);
  CHECK(text.find("entitlements") == std::string::npos);
  CHECK(text.find("CAUSES") == std::string::npos);
  CHECK(write_text(large_report(30), {.limit = 0, .causes = true}).find("CAUSES") !=
        std::string::npos);
  CHECK(text.find("shown; all") == std::string::npos);
}

TEST_CASE("write_text: nothing changed") {
  const std::string head =
      R"(access drift   main 4c1e9a2 (merge base) -> HEAD 9f03b7d   0 files, 0 edits
analysed       1,204 identities (closed), 61 groups, 88 resources
)";
  Report report = quiet_report();
  CHECK(write_text(report, {}) == head + "No access change.\n");
  report.same.assign(3, {"ade1:1", "policy p", std::nullopt, PlaceText{"a.yaml", 1, 1}});
  CHECK(write_text(report, {}) == head + "No access change. 3 policies edited, proved equal.\n");
  report.filters = {"kind lost"};
  CHECK(write_text(report, {}) ==
        head +
            "only           kind lost\n"
            "No access change among what was asked for. 3 policies edited, proved equal.\n");
}

TEST_CASE("write_text: public exposure has its own headline") {
  Report report = large_report(2);
  report.findings[0].is_public = true;
  report.findings[0].identities.is_everybody = true;
  CHECK(write_text(report, {}).find(R"(
PUBLIC EXPOSURE   1 finding about requests without a session or about everybody
+ GAINED    1 identity   app-0   read   always
            everybody: user-0
            because  a.yaml:1:1  policy p added

+ GAINED    1 identity   app-1   read   always
)") != std::string::npos);
}

TEST_CASE("write_text: what was not decided and who was paired are said") {
  Report report = large_report(1);
  report.findings[0].certainty = Certainty::May;
  report.findings[0].kind = ChangeKind::Shifted;
  report.findings[0].before.kind = AnswerText::Kind::Unknown;
  report.findings[0].cause.reset();
  report.limits_hit = {"read on app-0"};
  report.paired = {{"identity", "ana", "caro", "uid"}};
  report.files_ignored = 2;
  CHECK(write_text(report, {}) ==
        R"(access drift   main 4c1e9a2 (merge base) -> HEAD 9f03b7d   1 file, 1 edit
analysed       1,204 identities (closed), 61 groups, 88 resources; 2 files ignored
paired         ana -> caro, by uid

? SHIFTED   1 identity   app-0   read   not decided: a limit was hit
            user-0

OTHER EDITS
  a.yaml:1:1  policy p added

not decided: read on app-0 is over the limit
)");
}

TEST_CASE("write_text: names that attack stay on their line") {
  const std::string text = write_text(hostile_report(), {});
  CHECK(text == R"(access drift   a\u{1b}[31m 4c1e9a2 (merge base) -> HEAD 9f03b7d   0 files, 1 edit
analysed       1,204 identities (closed), 61 groups, 88 resources

+ GAINED    1 identity   =cmd()   re\u{202e}ad   only with x"\
            \u{3a}:error::x\u{a}y
            because  a\u{a}b.yaml:1:1 (removed)  group \u{d}::stop
)");
}

TEST_CASE("write_text: a name of 64 KiB is cut with its length and widens no column") {
  Report report = large_report(2);
  const std::string name = std::string(65'536, 'n');
  report.findings[0].resources = testing::one(name);
  const std::string text = write_text(report, {});
  CHECK(text.size() < 1'000);
  CHECK(text.find("n…nnnnnnnnnnnnnnnnnnnn (65,536 characters)   read") != std::string::npos);
  CHECK(text.find("1 identity   app-1   read") != std::string::npos);
  CHECK(write_text(report, {.expand = true}).find(name) != std::string::npos);
}

TEST_CASE("write_text: colour adds escapes and takes no word") {
  std::string colored = write_text(small_report(), {.color = true});
  CHECK(colored.find("\x1b[38;5;208m- LOST    \x1b[0m") != std::string::npos);
  for (std::size_t at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b')) {
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  CHECK(colored == write_text(small_report(), {}));
}

TEST_CASE("write_stat: one line a resource and totals") {
  CHECK(write_stat(small_report(), {}) == R"( grafana | 6 lost
 payroll | 1 gained
 vault-a | 6 narrowed
 vault-b | 6 narrowed
 4 resources changed, entitlements: 6 lost, 1 gained, 12 narrowed
)");
  CHECK(write_stat(quiet_report(), {}) == "No access change.\n");
}

TEST_CASE("write_name_only: sorted and once each and never a log command") {
  CHECK(write_name_only(hostile_report()) == "\\u{3a}:error::x\\u{a}y\n");
  CHECK(write_name_only(large_report(3)) == "user-0\nuser-1\nuser-2\n");
  CHECK(write_name_only(quiet_report()).empty());
}

TEST_CASE("write_oneline: one line a finding") {
  CHECK(write_oneline(small_report(), {.limit = 2}) ==
        R"(- LOST group:sre-emea: every action on grafana, always
+ GAINED contractor-17: read on payroll, only with auth.mfa
2 of 3 findings shown; all: --limit 0
)");
}

}  // namespace
}  // namespace accessdrift
