#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "mark_word.h"
#include "sample_world.h"

namespace accessdrift {
namespace {

constexpr std::string_view kWorld = R"(
attributes: {department: string, owner: string, tags: {set: [a, b]}}
context:
  auth.mfa: bool
  device.os: [linux, macos, windows]
  auth.methods: {set: [pwd, otp]}
  risk: int
networks: {office: [203.0.113.0/24], vpn: [10.4.0.0/16]}
scopes: {logs.read: {}, logs.write: {includes: [logs.read]}}
users:
  ana.kirk@corp.example: {attributes: {department: sales}}
  bo: {status: suspended}
  caro: {}
groups:
  sre: {members: [caro]}
  oncall: {members: []}
types: {app: {actions: {admin: [write], write: [read], read: []}}}
resources:
  apps: {type: app}
  grafana: {parent: apps, attributes: {owner: sre}}
  wiki: {type: app}
policies:
)";

struct Asked {
  std::string who;
  RequestAttributes told;
};

/// `mark [text of the place] why`, a line a criterion, for read on grafana.
std::vector<std::string> criteria_of(const std::string& policy, const Asked& asked,
                                     const std::string& action = "read") {
  const SampleWorld world(std::string(kWorld) + "  p: " + policy + "\n");
  const Interpreter interpreter(world.snapshot());
  const Decision decision = interpreter.explain({asked.who, action, "grafana", asked.told});
  REQUIRE(decision.policies.size() == 1);
  std::vector<std::string> lines;
  for (const CriterionTrace& criterion : decision.policies.front().criteria) {
    lines.push_back(word_of(criterion.mark) + " [" + std::string(world.text_of(criterion.span)) +
                    "] " + criterion.why);
  }
  return lines;
}

struct Row {
  std::string policy;
  Asked asked;
  std::string line;
  std::string action = "read";
};

void check_line(const std::vector<Row>& rows, std::size_t criterion) {
  for (const Row& row : rows) {
    CAPTURE(row.policy);
    const auto lines = criteria_of(row.policy, row.asked, row.action);
    REQUIRE(lines.size() > criterion);
    CHECK(lines[criterion] == row.line);
  }
}

const std::string kAna = "ana.kirk@corp.example";

TEST_CASE("explain: the identity criterion says who is not where") {
  const std::string tail = ", to: [grafana]}";
  check_line(
      {
          {"{allow: [group:sre]" + tail,
           {kAna, {}},
           "fail [allow: [group:sre]] " + kAna + " is not in group sre"},
          {"{allow: [group:sre]" + tail, {"caro", {}}, "ok [group:sre] caro is in group sre"},
          {"{allow: [ bo, group:sre ]" + tail, {"caro", {}}, "ok [group:sre] caro is in group sre"},
          {"{allow: [group:sre, 'group:oncall' ]" + tail,
           {kAna, {}},
           "fail [allow: [group:sre, 'group:oncall' ]] " + kAna +
               " is in none of group sre, group oncall"},
          {"{deny: [caro]" + tail, {kAna, {}}, "fail [deny: [caro]] " + kAna + " is not caro"},
          {"{deny: [caro, bo]" + tail,
           {kAna, {}},
           "fail [deny: [caro, bo]] " + kAna + " is none of caro, bo"},
          {"{allow: [bo, group:sre]" + tail,
           {kAna, {}},
           "fail [allow: [bo, group:sre]] " + kAna + " is neither named nor in group sre"},
          {"{allow: [bo, group:sre, \"domain:x.example\"]" + tail,
           {kAna, {}},
           "fail [allow: [bo, group:sre, \"domain:x.example\"]] " + kAna +
               " is neither named nor in any of group sre, domain x.example"},
          {"{allow: [\"domain:corp.example\"]" + tail,
           {kAna, {}},
           "ok [\"domain:corp.example\"] " + kAna + " is in domain corp.example"},
          {"{allow: [caro]" + tail, {"caro", {}}, "ok [caro] caro is named"},
          {"{allow: [anonymous]" + tail,
           {"caro", {}},
           "fail [allow: [anonymous]] caro is signed in"},
          {"{allow: [anonymous]" + tail,
           {"bo", {}},
           "ok [anonymous] bo is suspended, so not signed in"},
          {"{allow: [authenticated]" + tail,
           {"bo", {}},
           "fail [allow: [authenticated]] bo is suspended, so not signed in"},
          {"{allow: [authenticated]" + tail,
           {"zed", {}},
           "fail [allow: [authenticated]] zed is not listed, so not signed in"},
          {"{allow: [authenticated]" + tail,
           {"anonymous", {}},
           "fail [allow: [authenticated]] anonymous is not signed in"},
          {"{allow: [authenticated]" + tail, {"caro", {}}, "ok [authenticated] caro is signed in"},
          {"{allow: [anyone]" + tail, {"zed", {}}, "ok [anyone] anyone is named"},
      },
      0);
}

TEST_CASE("explain: the resource and action criteria say how they match") {
  const auto policy = [](const std::string& rest) { return "{allow: [caro], " + rest + "}"; };
  check_line(
      {{policy("to: [wiki, grafana]"), {"caro", {}}, "ok [grafana] grafana is named"},
       {policy("to: [apps]"), {"caro", {}}, "ok [apps] grafana is below apps, and apps is named"},
       {policy("to: ['graf*']"), {"caro", {}}, "ok ['graf*'] grafana matches graf*"},
       {policy("to: [wiki]"), {"caro", {}}, "fail [[wiki]] grafana is neither wiki nor below it"}},
      1);
  check_line(
      {{policy("to: [grafana]"), {"caro", {}}, "ok [p] no actions are listed, so all count"},
       {policy("to: [grafana], actions: [admin, read]"), {"caro", {}}, "ok [read] read is listed"},
       {policy("to: [grafana], actions: [write]"), {"caro", {}}, "ok [write] write implies read"},
       {policy("to: [grafana], actions: [read]"),
        {"caro", {}},
        "fail [[read]] write is neither listed nor implied",
        "write"},
       {policy("to: [grafana], actions: [read]"),
        {"caro", {}},
        "fail [[read]] grafana has no action fly",
        "fly"},
       {"{deny: [caro], to: [grafana], actions: [write]}",
        {"caro", {}},
        "fail [[write]] read is implied only, and a deny denies what it names"},
       {"{deny: [caro], to: [grafana], actions: [read]}",
        {"caro", {}},
        "fail [[read]] write is not listed",
        "write"}},
      2);
}

TEST_CASE("explain: the scopes criterion says what the token lacks") {
  const std::string policy = "{allow: [caro], to: [grafana], scopes: [logs.read]}";
  const auto scopes = [](std::set<std::string> names) {
    return RequestAttributes{{"token.scopes", Told::present(std::move(names))}};
  };
  check_line(
      {{policy, {"caro", {}}, "open [[logs.read]] token.scopes was not told"},
       {policy, {"caro", scopes({})}, "fail [[logs.read]] the token lacks logs.read"},
       {policy, {"caro", scopes({"logs.write"})}, "ok [[logs.read]] the token has logs.read"}},
      3);
}

TEST_CASE("explain: the criteria of a condition state the values that they read") {
  const auto ip = [](const char* text) {
    return RequestAttributes{{"request.ip", Told::present(*parse_ip(text))}};
  };
  const auto os = [](const char* text) {
    return RequestAttributes{{"device.os", Told::present(std::string(text))}};
  };
  const auto mfa = [](bool value) { return RequestAttributes{{"auth.mfa", Told::present(value)}}; };
  const RequestAttributes no_os = {{"device.os", Told::absent()}};
  const RequestAttributes no_mfa = {{"auth.mfa", Told::absent()}};
  const RequestAttributes methods = {{"auth.methods", Told::present(std::set<std::string>{"otp"})}};
  struct ConditionRow {
    std::string condition;
    RequestAttributes told;
    std::string mark_and_why;
  };
  const std::vector<ConditionRow> rows = {
      {"request.ip in networks.vpn", ip("10.4.7.9"), "ok 10.4.7.9 is in network vpn"},
      {"request.ip in networks.vpn", ip("10.9.9.9"), "fail 10.9.9.9 is not in network vpn"},
      {"!(request.ip in networks.vpn)", ip("10.9.9.9"), "ok 10.9.9.9 is not in network vpn"},
      {"request.ip in networks.office || request.ip in networks.vpn", ip("10.9.9.9"),
       "fail 10.9.9.9 is in none of office, vpn"},
      {"request.ip in networks.office || request.ip in networks.vpn", ip("10.4.7.9"),
       "ok 10.4.7.9 is in network vpn"},
      {"request.ip in networks.vpn", {}, "open request.ip was not told"},
      {"auth.mfa", {}, "open auth.mfa was not told"},
      {"auth.mfa", mfa(false), "fail auth.mfa is false"},
      {"!auth.mfa", mfa(false), "ok auth.mfa is false"},
      {"auth.mfa", no_mfa, "error auth.mfa is absent, so neither true nor false"},
      {"device.os == 'linux'", os("macos"), "fail device.os is macos, not linux"},
      {"device.os == 'linux'", os("linux"), "ok device.os is linux"},
      {"device.os != 'linux'", os("macos"), "ok device.os is macos, not linux"},
      {"device.os == 'linux'", no_os, "error device.os is absent, so it cannot be compared"},
      {"device.os in ['linux', 'windows']", os("macos"),
       "fail device.os is macos, none of linux, windows"},
      {"device.os in ['linux', 'windows']", os("linux"), "ok device.os is linux"},
      {"has(device.os)", no_os, "fail device.os is absent"},
      {"has(device.os)", os("linux"), "ok device.os is linux"},
      {"'otp' in auth.methods", methods, "ok otp is in auth.methods"},
      {"'pwd' in auth.methods", methods, "fail pwd is not in auth.methods"},
      {"'logs.read' in token.scopes",
       {{"token.scopes", Told::absent()}},
       "fail the token lacks logs.read"},
      {"auth.mfa || risk < 3", {}, "open auth.mfa, risk were not told"},
      {"auth.mfa || risk < 3",
       {{"auth.mfa", Told::present(false)}, {"risk", Told::present(std::int64_t{7})}},
       "fail auth.mfa is false, risk is 7"},
      {"user.department == 'sre'", {}, "fail " + kAna + "'s department is sales, not sre"},
      {"user.department == resource.owner",
       {},
       "fail " + kAna + "'s department is sales, grafana's owner is sre"},
      {"user.owner == 'x'", {}, "error " + kAna + " has no owner, so it cannot be compared"},
      {"resource.department == 'x'",
       {},
       "error grafana has no department, so it cannot be compared"},
      {"has(risk) ? risk < 3 : user.owner == 'x'",
       {{"risk", Told::absent()}},
       "error " + kAna + " has no owner, so it cannot be compared"},
      {"risk < 3 || !auth.mfa",
       {{"risk", Told::present(std::int64_t{7})}, {"auth.mfa", Told::absent()}},
       "error auth.mfa is absent, so neither true nor false"},
      {"1 < 2", {}, "ok true for every request"},
  };
  for (const ConditionRow& row : rows) {
    CAPTURE(row.condition);
    const auto lines = criteria_of(
        "{allow: [anyone], to: [grafana], when: \"" + row.condition + "\"}", {kAna, row.told});
    REQUIRE(lines.size() == 4);
    const std::size_t space = row.mark_and_why.find(' ');
    CHECK(lines[3] == row.mark_and_why.substr(0, space) + " [" + row.condition + "]" +
                          row.mark_and_why.substr(space));
  }
}

TEST_CASE("explain: a condition has one criterion for each part joined by and") {
  const auto lines = criteria_of(
      "{allow: [anyone], to: [grafana], when: request.ip in networks.vpn && auth.mfa && risk < 3}",
      {kAna, {{"risk", Told::present(std::int64_t{1})}}});
  REQUIRE(lines.size() == 6);
  CHECK(lines[3] == "open [request.ip in networks.vpn] request.ip was not told");
  CHECK(lines[4] == "open [auth.mfa] auth.mfa was not told");
  CHECK(lines[5] == "ok [risk < 3] risk is 1");
}

TEST_CASE("explain: criteria name the request attributes that they read") {
  const SampleWorld world(
      std::string(kWorld) +
      "  p: {allow: [anyone], to: [wiki], scopes: [logs.read], when: \"auth.mfa || risk < 3\"}\n");
  const Decision decision = Interpreter(world.snapshot()).explain({"caro", "read", "wiki", {}});
  const auto& criteria = decision.policies.front().criteria;
  REQUIRE(criteria.size() == 5);
  CHECK(criteria[0].attributes.empty());
  CHECK(criteria[3].attributes == std::vector<std::string>{"token.scopes"});
  CHECK(criteria[4].attributes == std::vector<std::string>{"auth.mfa", "risk"});
}

}  // namespace
}  // namespace accessdrift
