#include <doctest/doctest.h>

#include "accessdrift/report/write_diff.h"
#include "sample_reports.h"

namespace accessdrift {
namespace {

TEST_CASE("write_csv: one changed entitlement a row in the order of the bytes") {
  Report report = testing::small_report();
  report.findings.pop_back();
  CHECK(write_csv(report) == R"(kind,certainty,identity,action,resource,before,after,because
gained,must,contractor-17,read,payroll,never,auth.mfa=true,access/apps.yaml:118:9
lost,must,ana.kirk,read,grafana,always,never,access/groups.yaml:41:7 (removed)
lost,must,ana.kirk,write,grafana,always,never,access/groups.yaml:41:7 (removed)
lost,must,j.moreau,read,grafana,always,never,access/groups.yaml:41:7 (removed)
lost,must,j.moreau,write,grafana,always,never,access/groups.yaml:41:7 (removed)
lost,must,t.oyelaran,read,grafana,always,never,access/groups.yaml:41:7 (removed)
lost,must,t.oyelaran,write,grafana,always,never,access/groups.yaml:41:7 (removed)
)");
}

TEST_CASE("write_csv: only the header when nothing changed") {
  CHECK(write_csv(testing::quiet_report()) ==
        "kind,certainty,identity,action,resource,before,after,because\n");
}

TEST_CASE("write_csv: cells are quoted and formulas disarmed") {
  CHECK(write_csv(testing::hostile_report()) ==
        R"(kind,certainty,identity,action,resource,before,after,because
gained,must,\u{3a}:error::x\u{a}y,re\u{202e}ad,'=cmd(),never,"x""\=true",a\u{a}b.yaml:1:1 (removed)
)");
}

TEST_CASE("write_csv: what was not decided") {
  Report report = testing::large_report(1);
  report.findings[0].certainty = Certainty::May;
  report.findings[0].before.kind = AnswerText::Kind::Unknown;
  report.findings[0].after.kind = AnswerText::Kind::Unknown;
  CHECK(write_csv(report).find("gained,may,user-0,read,app-0,unknown(limit),unknown(limit),") !=
        std::string::npos);
}

}  // namespace
}  // namespace accessdrift
