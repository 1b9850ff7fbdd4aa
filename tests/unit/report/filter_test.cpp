#include "accessdrift/report/filter.h"

#include <doctest/doctest.h>

#include "sample_reports.h"

namespace accessdrift {
namespace {

ReportFilter only_identities(std::vector<std::string> identities) {
  ReportFilter filter;
  filter.identities = std::move(identities);
  return filter;
}

TEST_CASE("apply_filter: an empty filter changes nothing") {
  Report report = testing::small_report();
  apply_filter(report, {});
  CHECK(report.findings.size() == 3);
  CHECK(report.filters.empty());
}

TEST_CASE("apply_filter: keeps the part of a finding and counts anew") {
  Report report = testing::small_report();
  apply_filter(report, only_identities({"j.*", "svc-etl"}));
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].identities.ids == std::vector<std::string>{"j.moreau"});
  CHECK(report.findings[0].identities.parts.empty());
  CHECK(report.findings[1].identities.ids == std::vector<std::string>{"svc-etl"});
  CHECK(report.summary.at(ChangeKind::Lost).entitlements == 2);
  CHECK(report.summary.at(ChangeKind::Narrowed).entitlements == 2);
  CHECK(report.filters == std::vector<std::string>{"identity j.*", "identity svc-etl"});
}

TEST_CASE("apply_filter: by resource and action and kind and group at once") {
  ReportFilter filter;
  filter.resources = {"vault-*"};
  filter.actions = {"open"};
  filter.kinds = {ChangeKind::Narrowed};
  filter.groups = {"dba"};
  filter.is_member = [](std::string_view identity, std::string_view group) {
    return group == "dba" && identity < "e";
  };
  Report report = testing::small_report();
  apply_filter(report, filter);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].identities.ids == std::vector<std::string>{"a", "b", "c", "d"});
  filter.kinds = {ChangeKind::Gained};
  apply_filter(report, filter);
  CHECK(report.findings.empty());
}

TEST_CASE("apply_filter: the witness follows what is left") {
  Report report = testing::small_report();
  report.findings[0].witness =
      WitnessText{"ana.kirk", "read", "grafana", {}, {}, {}, {}, true, true, false};
  ReportFilter filter = only_identities({"t.oyelaran"});
  filter.actions = {"write"};
  apply_filter(report, filter);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].witness->identity == "t.oyelaran");
  CHECK(report.findings[0].witness->action == "write");
  CHECK_FALSE(report.findings[0].is_every_action);
}

TEST_CASE("apply_filter: paths of who and what is left, the example's first, by its action only") {
  Report report = testing::small_report();
  ReportFinding& finding = report.findings.front();
  finding.identities = {{"ana", "bo", "caro"}, {}, {"ana", "bo", "caro"}, false};
  finding.resources = {{"logs", "ops"}, {}, {"logs", "ops"}, false};
  finding.actions = {{"read", {"read"}}, {"write", {"write"}}};
  finding.witness = WitnessText{"ana", "read", "logs", {}, {}, {}, {}, true, true, false};
  finding.paths = {{"ana", "logs", {}, {}},
                   {"bo", "logs", {}, {}},
                   {"caro", "logs", {}, {}},
                   {"ana", "ops", {}, {}}};
  report.findings.resize(1);
  Report narrowed = report;
  apply_filter(narrowed, only_identities({"bo", "caro"}));
  REQUIRE(narrowed.findings.front().paths.size() == 2);
  CHECK(narrowed.findings.front().paths[0].identity == "bo");
  ReportFilter by_resource;
  by_resource.resources = {"ops"};
  narrowed = report;
  apply_filter(narrowed, by_resource);
  REQUIRE(narrowed.findings.front().paths.size() == 1);
  CHECK(narrowed.findings.front().paths[0].resource == "ops");
  ReportFilter by_action;
  by_action.actions = {"write"};
  narrowed = report;
  apply_filter(narrowed, by_action);
  CHECK(narrowed.findings.front().paths.empty());
}

TEST_CASE("selects_identity: ids with one at-sign compare folded") {
  CHECK(selects_identity("Ana@Corp.Example", "ana@corp.example"));
  CHECK_FALSE(selects_identity("Ana", "ana"));
}

}  // namespace
}  // namespace accessdrift
