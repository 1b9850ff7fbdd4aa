#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "machine_zones.h"
#include "sample_world.h"

namespace accessdrift {
namespace {

constexpr std::string_view kWorld = R"(
attributes: {department: string}
context: {mfa: bool}
users:
  ana: {attributes: {department: sre}}
  bo: {until: 2027-01-31, attributes: {department: sre}}
  caro: {until: 2027-06-30}
  dan: {}
groups:
  short: {members: [{user: ana, until: 2026-12-31}]}
  long: {members: [{user: ana, until: 2027-12-31}]}
  by-rule: {rule: 'user.department == "sre"'}
  both: {members: [{group: short, until: 2028-12-31}, {group: long, until: 2027-03-31}]}
  one: {members: [{group: both, until: 2029-12-31}, group:two]}
  two: {members: [{group: one, until: 2027-02-28}, caro]}
  ever: {members: [{group: short, until: 2026-11-30}, ana]}
resources: {box: {}, hall: {}, yard: {}, well: {}, room: {}, den: {}}
policies:
  p: {allow: [group:both], to: [box]}
  q: {allow: [group:two], to: [hall]}
  r: {allow: [anonymous], to: [yard]}
  s: {allow: [group:by-rule], to: [well]}
  t: {allow: [anyone], to: [room], when: 'user.department == "sre"'}
  u: {allow: [authenticated, anonymous], to: [den]}
)";

const SampleWorld& world() {
  static const SampleWorld kSample{std::string(kWorld)};
  return kSample;
}

Told at(const std::string& time) { return Told::present(Time{instant_at(time)}); }

std::string decide(const std::string& who, const std::string& what, const std::string& time) {
  const Interpreter interpreter(world().snapshot());
  const Request request{who, "access", what, {{"request.time", at(time)}}};
  const Outcome outcome = interpreter.decide(request);
  CHECK(interpreter.explain(request).outcome == outcome);
  return outcome == Outcome::Allow ? "allow" : "deny";
}

struct Row {
  std::string who;
  std::string what;
  std::string time;
  std::string outcome;
};

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.who);
    CAPTURE(row.what);
    CAPTURE(row.time);
    CHECK(decide(row.who, row.what, row.time) == row.outcome);
  }
}

TEST_CASE(
    "decide: a membership holds up to its end, the earliest of a path and the latest of all") {
  check_rows({
      {"ana", "box", "2026-12-31T23:59:59Z", "allow"},
      {"ana", "box", "2027-01-01T00:00:00Z", "allow"},  // by `long` now
      {"ana", "box", "2027-03-31T23:59:59Z", "allow"},
      {"ana", "box", "2027-04-01T00:00:00Z", "deny"},
      {"ana", "hall", "2027-02-28T23:59:59Z", "allow"},
      {"ana", "hall", "2027-03-01T00:00:00Z", "deny"},
      {"caro", "hall", "2027-03-01T00:00:00Z", "allow"},  // around the cycle
      {"bo", "box", "2026-12-01T00:00:00Z", "deny"},
  });
}

TEST_CASE("decide: whose sign-in is over is exactly anonymous") {
  check_rows({
      {"caro", "hall", "2027-06-30T23:59:59Z", "allow"},
      {"caro", "hall", "2027-07-01T00:00:00Z", "deny"},
      {"caro", "yard", "2027-06-30T23:59:59Z", "deny"},
      {"caro", "yard", "2027-07-01T00:00:00Z", "allow"},
      {"bo", "well", "2027-01-31T23:59:59Z", "allow"},
      {"bo", "well", "2027-02-01T00:00:00Z", "deny"},
      {"bo", "room", "2027-01-31T23:59:59Z", "allow"},
      {"bo", "room", "2027-02-01T00:00:00Z", "deny"},
      {"bo", "den", "2027-01-31T23:59:59Z", "allow"},
      {"bo", "den", "2027-02-01T00:00:00Z", "allow"},
      {"ana", "well", "9999-12-31T23:59:59Z", "allow"},
  });
}

TEST_CASE("decide: without a time all that ends is over") {
  const Interpreter interpreter(world().snapshot());
  CHECK(interpreter.decide({"ana", "access", "box", {}}) == Outcome::Deny);
  CHECK(interpreter.decide({"caro", "access", "yard", {}}) == Outcome::Allow);
  CHECK(interpreter.decide({"ana", "access", "well", {}}) == Outcome::Allow);
}

Outcome explained(const std::string& who, const std::string& what) {
  return Interpreter(world().snapshot()).explain({who, "access", what, {}}).outcome;
}

TEST_CASE("explain: without a time what hangs on an end is open") {
  CHECK(explained("ana", "box") == Outcome::Open);
  CHECK(explained("ana", "yard") == Outcome::Deny);
  CHECK(explained("ana", "well") == Outcome::Allow);
  CHECK(explained("bo", "well") == Outcome::Open);
  CHECK(explained("bo", "yard") == Outcome::Open);
  CHECK(explained("bo", "room") == Outcome::Open);
  CHECK(explained("bo", "den") == Outcome::Allow);
  CHECK(explained("bo", "box") == Outcome::Deny);
  CHECK(explained("anonymous", "yard") == Outcome::Allow);
}

TEST_CASE("explain: says whether the identity can sign in") {
  const Interpreter interpreter(world().snapshot());
  const auto is_active = [&](const RequestAttributes& told) {
    return interpreter.explain({"bo", "access", "box", told}).is_active;
  };
  CHECK(is_active({{"request.time", at("2027-01-31T23:59:59Z")}}));
  CHECK_FALSE(is_active({{"request.time", at("2027-02-01T00:00:00Z")}}));
  CHECK(is_active({}));
}

/// `group < ... < group`, a line a group.
std::vector<std::string> memberships(const std::string& who, const Told& time) {
  const RequestAttributes told{{std::string(kTime), time}};
  std::vector<std::string> lines;
  for (const MembershipPath& path : Interpreter(world().snapshot()).memberships(who, told)) {
    std::string line;
    for (const GroupIndex group : path.groups) {
      line += (line.empty() ? "" : " < ") +
              std::string(world().snapshot().text(world().snapshot().groups[group.index()]->id));
    }
    lines.push_back(line);
  }
  return lines;
}

TEST_CASE("memberships: those of the time that is asked for") {
  using Lines = std::vector<std::string>;
  CHECK(memberships("ana", at("2026-12-31T00:00:00Z")) ==
        Lines{"short < both", "by-rule", "ever", "long", "short < both < one", "short",
              "short < both < one < two"});
  CHECK(memberships("ana", at("2027-03-01T00:00:00Z")) ==
        Lines{"long < both", "by-rule", "ever", "long", "long < both < one"});
  CHECK(memberships("ana", at("2028-01-01T00:00:00Z")) == Lines{"by-rule", "ever"});
  CHECK(memberships("ana", {}).size() == 7);
  CHECK(memberships("caro", at("2027-06-30T00:00:00Z")) == Lines{"two < one", "two"});
  CHECK(memberships("caro", at("2027-07-01T00:00:00Z")).empty());
  CHECK(memberships("caro", Told::absent()).empty());
}

}  // namespace
}  // namespace accessdrift
