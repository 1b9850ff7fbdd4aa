#include "accessdrift/drift/compare.h"

#include <algorithm>
#include <string>
#include <vector>

#include "accessdrift/drift/roll_up.h"
#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

/// Without a condition the policy is unconditional.
std::string world(const std::string& members, const std::string& condition) {
  const std::string when = condition.empty() ? "" : ", when: " + condition;
  return "context: {a: bool, b: bool, c: int}\nusers: {ana: {}, bo: {}, caro: {}}\n"
         "groups: {g: {members: [" +
         members +
         "]}}\nresources: {wiki: {}, blog: {}}\n"
         "policies:\n  p: {allow: ['group:g'], to: [wiki]" +
         when + "}\n  q: {allow: [caro], to: [blog]}\n";
}

constexpr const char* kCondition = "(a && c > 3) || (b && c < 9)";

TEST_CASE(
    "compare: a target over the node limit may differ for everybody whom the edits can reach and "
    "for nobody else") {
  Loader loader;
  const Loader::Pair pair =
      sample_pair(loader, world("ana", kCondition), world("ana, bo", kCondition));
  const Comparison exact = compare(pair.before.snapshot, pair.after.snapshot, 0);
  REQUIRE(exact.changes.size() == 1);
  CHECK_FALSE(exact.changes.front().is_limited);

  const Comparison limited = compare(pair.before.snapshot, pair.after.snapshot, 0, 1);
  REQUIRE(limited.changes.size() == 1);
  CHECK(limited.changes.front().is_limited);
  CHECK(limited.after->text(limited.changes.front().target.resource.after) == "wiki");
  const std::vector<Finding> findings = roll_up(limited);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().certainty == Certainty::May);
  CHECK(findings.front().kind == ChangeKind::Shifted);
  std::vector<std::string> reached;
  for (const std::uint32_t number : findings.front().identities.numbers())
    reached.push_back(limited.population->printed(IdentityIndex{number}));
  CHECK(std::ranges::count(reached, "bo") == 1);
  CHECK(std::ranges::count(reached, "caro") == 0);
}

TEST_CASE("compare: an unconditional target needs no nodes") {
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, world("ana", ""), world("ana, bo", ""));
  const Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0, 1);
  REQUIRE(comparison.changes.size() == 1);
  CHECK_FALSE(comparison.changes.front().is_limited);
}

TEST_CASE("compare: an edit in one condition does not visit other targets") {
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, world("ana", "a"), world("ana", "a && b"));
  const Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  REQUIRE(comparison.changes.size() == 1);
  REQUIRE(comparison.changes.front().changes.own().size() == 1);
  const AccessChange& change = comparison.changes.front().changes.own().front();
  CHECK(kind_of(change.before, change.after, comparison.universe->diagrams()) ==
        ChangeKind::Narrowed);
  CHECK(comparison.same_policies.empty());
}

}  // namespace
}  // namespace accessdrift
