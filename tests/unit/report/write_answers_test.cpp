#include "accessdrift/report/write_answers.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "sample_reports.h"

namespace accessdrift {
namespace {

CheckReport checked(Outcome outcome, AnswerText when) {
  CheckReport report;
  report.side = {"main", "", "4c1e9a2"};
  report.request = {"ana", "read", "payroll", {{"request.ip", Told::absent()}}};
  report.who.name = report.who.id = "ana";
  report.not_told = {"auth.mfa"};
  report.outcome = outcome;
  report.when = std::move(when);
  return report;
}

WhoReport who_report() {
  WhoReport report;
  report.side = {"main", "", "4c1e9a2000"};
  report.action = "read";
  report.resource = "payroll";
  LabelledSet group{{"ana", "bo", "caro"}, {{"group:finance", 3}}, {}, false};
  report.rows = {{group, false, testing::always()},
                 {{{"anonymous"}, {}, {"anonymous"}, false}, true, testing::only_with("auth.mfa")}};
  return report;
}

CanReport can_report() {
  CanReport report;
  report.side = {"main", "", "4c1e9a2000"};
  report.who = {"ana", "ana", true, true, ""};
  LabelledSet two{{"vault-a", "vault-b"}, {}, {"vault-a", "vault-b"}, false};
  report.rows = {{testing::one("payroll"), {"read", "write"}, testing::only_with("auth.mfa")},
                 {two, {"open"}, testing::always()}};
  report.limited = {"read on wiki"};
  return report;
}

TEST_CASE("write_check_text: one line that starts with the answer") {
  CHECK(write_check_text(checked(Outcome::Allow, testing::always())) == "allow\n");
  CHECK(write_check_text(checked(Outcome::Deny, testing::never())) == "deny\n");
  CHECK(write_check_text(checked(Outcome::Open, testing::only_with("auth.mfa"))) ==
        "depends: allowed only with auth.mfa\n");
  AnswerText unknown;
  unknown.kind = AnswerText::Kind::Unknown;
  CHECK(write_check_text(checked(Outcome::Open, unknown)) == "depends: a limit was hit\n");
}

TEST_CASE("write_check_json: keys in their order") {
  CHECK(write_check_json(checked(Outcome::Open, testing::only_with("auth.mfa")), "0.1.0") == R"({
 "kind":"accessdrift.check",
 "format_version":"1.0",
 "tool":{"name":"accessdrift","version":"0.1.0"},
 "inputs":{"side":{"spec":"main","commit":"4c1e9a2"}},
 "request":{"identity":"ana","action":"read","resource":"payroll","attributes":{"request.ip":null},"not_told":["auth.mfa"]},
 "identity":{"asked":"ana","listed":true,"active":true,"id":"ana","suggestion":null},
 "decision":"when",
 "answer":{"answer":"when","text":"only with auth.mfa","any":[[{"attribute":"auth.mfa","in":[true]}]]}
}
)");
}

TEST_CASE("write_who_text: those who can by when they can") {
  CHECK(write_who_text(who_report(), {}) == R"(read on payroll   main 4c1e9a2

  3 identities   always
      group:finance (ana, bo, caro)

  1 identity     only with auth.mfa
      no session needed: anonymous
)");
}

TEST_CASE("write_who_text: nobody and names that are left out") {
  WhoReport report = who_report();
  report.rows.resize(1);
  report.rows[0].identities = {
      {"a", "b", "c", "d", "e", "f", "g"}, {}, {"a", "b", "c", "d", "e", "f", "g"}, false};
  CHECK(write_who_text(report, {})
            .ends_with(
                "      a, b, c, d, e, f and 1 other\n\nsome names are left out; all: --expand\n"));
  CHECK(write_who_text(report, {.expand = true}).ends_with("      a, b, c, d, e, f, g\n"));
  report.rows.clear();
  CHECK(write_who_text(report, {}) == "read on payroll   main 4c1e9a2\n\n  nobody\n");
}

TEST_CASE("write_who_json: rows with all ids") {
  const auto read = nlohmann::ordered_json::parse(write_who_json(who_report(), "0.1.0"));
  CHECK(
      read["rows"][0].dump() ==
      R"({"identities":{"label":"group:finance","count":3,"ids":["ana","bo","caro"]},"anonymous":false,)"
      R"("when":{"answer":"always"}})");
  CHECK(read["rows"][1]["anonymous"] == true);
}

TEST_CASE("write_can_text: resources with their actions and when") {
  CHECK(write_can_text(can_report(), {}) == R"(ana can   main 4c1e9a2

  payroll       read, write   only with auth.mfa
  2 resources   open          always
      vault-a, vault-b
not decided: read on wiki is over the limit
)");
  CanReport nothing = can_report();
  nothing.rows.clear();
  nothing.limited.clear();
  CHECK(write_can_text(nothing, {}) == "ana can   main 4c1e9a2\n\n  nothing\n");
}

TEST_CASE("write_can_json: rows and limits") {
  const auto read = nlohmann::ordered_json::parse(write_can_json(can_report(), "0.1.0"));
  CHECK(read["rows"][1].dump() ==
        R"({"resources":["vault-a","vault-b"],"actions":["open"],"when":{"answer":"always"}})");
  CHECK(read["limits_hit"].dump() == R"(["read on wiki"])");
}

}  // namespace
}  // namespace accessdrift
