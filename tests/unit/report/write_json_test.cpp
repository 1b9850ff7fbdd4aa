#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "accessdrift/report/answer_json.h"
#include "accessdrift/report/write_diff.h"
#include "sample_reports.h"

namespace accessdrift {
namespace {

TEST_CASE("write_json: keys in their order") {
  Report report = testing::small_report();
  report.findings.erase(report.findings.begin());
  report.findings.pop_back();
  CHECK(write_json(report, 1, "0.1.0") == R"({
 "kind":"accessdrift.diff",
 "format_version":"1.0",
 "tool":{"name":"accessdrift","version":"0.1.0"},
 "inputs":{"before":{"spec":"main","commit":"4c1e9a2000000000000000000000000000000000","note":"merge base"},"after":{"spec":"HEAD","commit":"9f03b7d000000000000000000000000000000000"},"mode":"merge-base","files_changed":2,"files_ignored":0,"filters":[]},
 "population":{"identities":1204,"groups":61,"resources":88,"directory":"closed","sources":["access/apps.yaml","access/groups.yaml"],"formats":{},"unknowns":[],"paired":[],"shrunk":[]},
 "verdict":{"result":"fail","exit":1,"reasons":[]},
 "summary":{"gained":{"identities":1,"resources":1,"entitlements":1},"lost":{"identities":3,"resources":1,"entitlements":6},"widened":{"identities":0,"resources":0,"entitlements":0},"narrowed":{"identities":6,"resources":2,"entitlements":12},"shifted":{"identities":0,"resources":0,"entitlements":0},"may":{"identities":0,"resources":0,"entitlements":0},"equal_edited_policies":1},
 "findings":[
  {"digest":"add1:0123456789abcdef","kind":"gained","certainty":"must","level":"info","code":"AD101","surface":"main","public":false,"identities":{"label":"contractor-17","count":1,"ids":["contractor-17"]},"resources":{"label":"payroll","count":1,"ids":["payroll"]},"actions":["read"],"urls":[],"before":{"answer":"never"},"after":{"answer":"when","text":"only with auth.mfa","any":[[{"attribute":"auth.mfa","in":[true]}]]},"gained":{"answer":"when","text":"only with auth.mfa","any":[[{"attribute":"auth.mfa","in":[true]}]]},"lost":{"answer":"never"},"witness":{"identity":"contractor-17","action":"read","resource":"payroll","attributes":{"auth.mfa":true,"request.ip":null},"world":{},"before":"deny","after":"allow"},"because":[[{"id":"ade1:2222222222222222","what":"policy finance-reads-payroll now allows group:finance-all","before":null,"after":{"file":"access/apps.yaml","line":118,"column":9},"prerequisites":[]}]],"more_causes":false,"causes_searched":"all","undo":["ade1:2222222222222222"]}],
 "edits":[
  {"id":"ade1:1111111111111111","what":"group sre no longer contains group sre-emea","before":{"file":"access/groups.yaml","line":41,"column":7},"after":null},
  {"id":"ade1:2222222222222222","what":"policy finance-reads-payroll now allows group:finance-all","before":null,"after":{"file":"access/apps.yaml","line":118,"column":9}}],
 "same":[
  {"id":"ade1:3333333333333333","what":"policy wiki-read","before":{"file":"access/apps.yaml","line":5,"column":3},"after":{"file":"access/apps.yaml","line":9,"column":3}}],
 "tests":[],
 "guardrails":[],
 "always":[],
 "approvals":{"used":[],"unused":[],"expired":[],"needs":[]},
 "diagnostics":[],
 "limits_hit":[],
 "digest":"add1:7d20c4e09b1f5a33"
}
)");
}

TEST_CASE("write_json: another reader gets hostile names back whole") {
  const std::string text = write_json(testing::hostile_report(), 0, "0.1.0");
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
  const auto read = nlohmann::json::parse(text);
  const auto& finding = read["findings"][0];
  CHECK(finding["identities"]["ids"][0] == "::error::x\ny");
  CHECK(finding["resources"]["label"] == "=cmd()");
  CHECK(finding["actions"][0] ==
        "re\xE2\x80\xAE"
        "ad");
  CHECK(finding["after"]["any"][0][0]["attribute"] == "x\"\\");
  CHECK(read["inputs"]["before"]["spec"] == "a\x1b[31m");
}

TEST_CASE("write_json: a code a kind and one for what is not certain") {
  Report report = testing::large_report(6);
  const std::vector<ChangeKind> kinds{ChangeKind::Lost,     ChangeKind::Gained,
                                      ChangeKind::Shifted,  ChangeKind::Widened,
                                      ChangeKind::Narrowed, ChangeKind::Narrowed};
  for (std::size_t i = 0; i < kinds.size(); ++i) report.findings[i].kind = kinds[i];
  report.findings[5].certainty = Certainty::May;
  const auto read = nlohmann::json::parse(write_json(report, 0, "0.1.0"));
  const std::vector<std::string> codes{"AD102", "AD101", "AD113", "AD103", "AD104", "AD105"};
  for (std::size_t i = 0; i < codes.size(); ++i) CHECK(read["findings"][i]["code"] == codes[i]);
}

std::string answer_of(const Restriction& restriction) {
  JsonWriter json;
  write_answer(json, {AnswerText::Kind::When, "t", "f", {{restriction}}});
  const auto read = nlohmann::ordered_json::parse(json.take());
  return read["any"][0][0].dump();
}

TEST_CASE("write_answer: every kind of restriction") {
  Restriction ip;
  ip.attribute = "request.ip";
  ip.networks = {"office"};
  ip.prefixes = {parse_prefix("10.0.0.0/8").prefix};
  ip.values = {std::nullopt};
  CHECK(answer_of(ip) ==
        R"({"attribute":"request.ip","in":["networks.office","10.0.0.0/8",null]})");

  Restriction score;
  score.attribute = "risk.score";
  score.ranges = {{std::nullopt, 4}, {9, 12}};
  CHECK(answer_of(score) ==
        R"({"attribute":"risk.score","in":[{"first":null,"last":4},{"first":9,"last":12}]})");

  Restriction os;
  os.attribute = "device.os";
  os.is_complement = true;
  os.values = {Value{std::string("macos")}};
  CHECK(answer_of(os) == R"({"attribute":"device.os","not_in":["macos"]})");

  Restriction method;
  method.attribute = "auth.methods";
  method.element = "otp";
  method.values = {Value{true}};
  CHECK(answer_of(method) == R"({"attribute":"auth.methods","element":"otp","in":[true]})");
}

TEST_CASE("write_answer: ways that are counted, with the digest of all") {
  JsonWriter json;
  AnswerText answer{AnswerText::Kind::When, "t", "f", {{}}};
  answer.more = 12;
  answer.digest = "add1:00112233445566ff";
  write_answer(json, answer);
  CHECK(nlohmann::ordered_json::parse(json.take()).dump() ==
        R"({"answer":"when","text":"t","any":[[]],"more":12,"digest":"add1:00112233445566ff"})");
}

TEST_CASE("write_answer: what a limit left open") {
  JsonWriter json;
  AnswerText answer;
  answer.kind = AnswerText::Kind::Unknown;
  write_answer(json, answer);
  CHECK(nlohmann::ordered_json::parse(json.take()).dump() ==
        R"({"answer":"unknown","reason":"limit"})");
}

}  // namespace
}  // namespace accessdrift
