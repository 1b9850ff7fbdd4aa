#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "sample_world.h"

namespace accessdrift {
namespace {

constexpr std::string_view kWorld = R"(
attributes: {department: string, level: int}
users:
  Ana@Corp.example: {aliases: [a.ng@corp.example], attributes: {department: sre, level: 4}}
  bo: {status: suspended, attributes: {department: sre}}
  caro: {attributes: {level: 1}}
  dan: {}
groups:
  zero: {members: [ana@corp.example]}
  one: {members: [group:zero, dan]}
  two: {members: [group:one, group:three]}
  three: {members: [group:two]}
  short: {members: [A.NG@corp.example, group:two]}
  by-rule: {rule: 'user.department == "sre"'}
  senior: {members: [caro], rule: 'user.level > 3'}
  around: {members: [group:by-rule]}
  nobody: {members: []}
policies: {p: {allow: [anyone], to: [wiki]}}
resources: {wiki: {}}
)";

/// `group < ... < group at SPAN`, a line a group.
std::vector<std::string> memberships(const SampleWorld& world, std::string_view identity) {
  const Interpreter interpreter(world.snapshot());
  std::vector<std::string> lines;
  for (const MembershipPath& path : interpreter.memberships(identity)) {
    REQUIRE(path.groups.size() == path.spans.size());
    std::string line;
    for (std::size_t i = 0; i < path.groups.size(); ++i) {
      const Name id = world.snapshot().groups[path.groups[i].index()]->id;
      line += (i > 0 ? " < " : "") + std::string(world.snapshot().text(id)) + " (" +
              std::string(world.text_of(path.spans[i])) + ")";
    }
    lines.push_back(line);
  }
  return lines;
}

TEST_CASE("memberships: every group by name with a shortest path and where each step is declared") {
  const SampleWorld world{std::string(kWorld)};
  const std::vector<std::string> expected = {
      "by-rule ('user.department == \"sre\"') < around (group:by-rule)",
      "by-rule ('user.department == \"sre\"')",
      "zero (ana@corp.example) < one (group:zero)",
      "senior ('user.level > 3')",
      "short (A.NG@corp.example)",
      "zero (ana@corp.example) < one (group:zero) < two (group:one) < three (group:two)",
      "zero (ana@corp.example) < one (group:zero) < two (group:one)",
      "zero (ana@corp.example)",
  };
  CHECK(memberships(world, "ana@corp.example") == expected);
  CHECK(memberships(world, "ANA@corp.EXAMPLE") == expected);
  CHECK(memberships(world, "a.ng@corp.example") == expected);
}

TEST_CASE("memberships: a rule that cannot be evaluated has no member") {
  const SampleWorld world{std::string(kWorld)};
  CHECK(memberships(world, "caro") == std::vector<std::string>{"senior (caro)"});
}

TEST_CASE("memberships: cycles end") {
  const SampleWorld world{std::string(kWorld)};
  const std::vector<std::string> expected = {
      "one (dan)",
      "one (dan) < two (group:one) < short (group:two)",
      "one (dan) < two (group:one) < three (group:two)",
      "one (dan) < two (group:one)",
  };
  CHECK(memberships(world, "dan") == expected);
}

TEST_CASE("memberships: who cannot sign in is in no group") {
  const SampleWorld world{std::string(kWorld)};
  CHECK(memberships(world, "bo").empty());
  CHECK(memberships(world, "nobody-knows").empty());
  CHECK(memberships(world, "anonymous").empty());
}

}  // namespace
}  // namespace accessdrift
