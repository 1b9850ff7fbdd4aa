#include "accessdrift/report/write_explain.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "sample_explanation.h"
#include "sample_reports.h"

namespace accessdrift {
namespace {

TEST_CASE("write_explain_text: denied by default shows the closest policy and the near misses") {
  const testing::SampleExplanation sample;
  CHECK(write_explain_text(sample.denied(), sample.snapshot(), testing::never(), {}) ==
        R"(DENIED   by default: no policy allows it, whatever is not told
asked    ana.kirk, read on grafana, request.ip 10.4.7.9; not told: auth.mfa, device.os

note: closest policy, 1 of 4 criteria fails
 --> access/apps.yaml:3:3
3 |   grafana-sre:
4 |     allow: [group:sre]
  |            ^^^^^^^^^^^ fail: ana.kirk is not in group sre
5 |     to: [grafana]
  |         ^^^^^^^^^ ok: grafana is named
6 |     when: request.ip in networks.vpn && auth.mfa
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^ ok: 10.4.7.9 is in network vpn
  |                                         ^^^^^^^^ open: auth.mfa was not told

member of   ana.kirk > sre-emea > staff

near misses                               fails
  1 grafana-sre      access/apps.yaml:3   identity
  2 grafana-oncall   access/apps.yaml:7   identity, request.ip
)");
}

TEST_CASE("write_explain_text: allowed shows the policy that decides") {
  const testing::SampleExplanation sample;
  const std::string text =
      write_explain_text(sample.allowed(), sample.snapshot(), testing::always(), {});
  CHECK(text.starts_with(
      "ALLOWED  by policy grafana-sre\nasked    ana.kirk, read on grafana, request.ip 10.4.7.9\n\n"
      "note: policy grafana-sre allows\n --> access/apps.yaml:3:3\n"));
  CHECK(text.ends_with("\nmember of   no group\n"));
}

TEST_CASE("write_explain_text: what depends on what was not told") {
  const testing::SampleExplanation sample;
  Explanation made = sample.denied();
  made.decision.outcome = Outcome::Open;
  made.decision.by_default = false;
  CHECK(write_explain_text(made, sample.snapshot(), testing::only_with("auth.mfa"), {})
            .starts_with("DEPENDS  allowed only with auth.mfa\n"));
}

TEST_CASE("write_explain_text: who is not listed has what anonymous has") {
  const testing::SampleExplanation sample;
  Explanation made = sample.denied();
  made.decision.is_listed = false;
  made.user = UserIndex{};
  made.request.identity = "ana.krik";
  made.suggestion = "ana.kirk";
  const std::string text = write_explain_text(made, sample.snapshot(), testing::never(), {});
  CHECK(text.find("identity ana.krik is not listed, so it has what anonymous has; did you mean "
                  "ana.kirk?\n") != std::string::npos);
  CHECK(text.find("member of") == std::string::npos);
}

TEST_CASE("write_explain_text: all prints the table of policies and criteria") {
  const testing::SampleExplanation sample;
  const std::string text =
      write_explain_text(sample.denied(), sample.snapshot(), testing::never(), {.all = true});
  CHECK(text.find(R"(
  policy                               effect  identity  resource  action  scopes  condition
  grafana-sre     access/apps.yaml:3   allow   fail      ok        -       -       ok,open
  grafana-oncall  access/apps.yaml:7   allow   fail      ok        -       -       fail
  no-vendors      access/apps.yaml:11  deny    fail      ok        -       -       -
)") != std::string::npos);
}

TEST_CASE("write_explain_json: keys in their order and the trace with all") {
  const testing::SampleExplanation sample;
  const ReportSide side{"main", "", "4c1e9a2"};
  const auto read = nlohmann::ordered_json::parse(write_explain_json(
      sample.denied(), sample.snapshot(), testing::never(), {side, "0.1.0"}, true));
  std::vector<std::string> keys;
  for (const auto& [key, value] : read.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"kind", "format_version", "tool", "inputs", "request",
                                         "identity", "decision", "by_default", "answer", "decisive",
                                         "near_misses", "memberships", "policies"});
  CHECK(read["decision"] == "deny");
  CHECK(
      read["request"].dump() ==
      R"({"identity":"ana.kirk","action":"read","resource":"grafana","attributes":{"request.ip":"10.4.7.9"},)"
      R"("not_told":["auth.mfa","device.os"]})");
  CHECK(read["near_misses"][0]["policy"] == "grafana-sre");
  CHECK(
      read["near_misses"][0]["failed"][0].dump() ==
      R"({"criterion":"identity","mark":"fail","why":"ana.kirk is not in group sre","attributes":[],)"
      R"("place":{"file":"access/apps.yaml","line":4,"column":12}})");
  CHECK(read["near_misses"][0]["open"][0]["attributes"][0] == "auth.mfa");
  CHECK(read["memberships"][0]["groups"].dump() == R"(["sre-emea","staff"])");
  CHECK(read["memberships"][0]["places"][1].is_null());
  CHECK(read["policies"].size() == 3);
}

}  // namespace
}  // namespace accessdrift
