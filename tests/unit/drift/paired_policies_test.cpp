#include "accessdrift/drift/paired_policies.h"

#include <string>
#include <vector>

#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

std::vector<PolicyIndex> all_policies(const Snapshot& snapshot) {
  std::vector<PolicyIndex> all;
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) all.emplace_back(p);
  return all;
}

/// Of policies that all cover the one resource there is.
bool are_alike(const std::string& before, const std::string& after) {
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, before, after);
  const std::vector<PolicyIndex> all_before = all_policies(*pair.before.snapshot);
  const std::vector<PolicyIndex> all_after = all_policies(*pair.after.snapshot);
  PairedPolicies paired(*pair.before.snapshot, *pair.after.snapshot);
  paired.look_at({all_before, all_after});
  return paired.are_combined_alike({all_before, all_after});
}

/// `members` are those of the set `rules`.
std::string ruled(const std::string& combine, const std::string& members,
                  const std::string& others = "") {
  return "users: {ana: {}, bo: {}}\nresources: {wiki: {}}\npolicies:\n"
         "  a: {allow: [ana], to: [wiki]}\n  b: {deny: [bo], to: [wiki]}\n"
         "  c: {allow: [bo], to: [wiki]}\n  d: {deny: [ana], to: [wiki]}\n"
         "sets:\n  rules: {combine: " +
         combine + ", policies: [" + members + "]}\n" + others;
}

/// Without what the policies left out say.
std::string without(std::string rules, const std::string& policy) {
  const std::size_t at = rules.find("  " + policy + ": ");
  rules.erase(at, rules.find('\n', at) + 1 - at);
  return rules;
}

TEST_CASE("PairedPolicies: a policy of one side changes nothing for whom it does not name") {
  for (const std::string combine : {"first-applicable", "deny-overrides", "allow-overrides"}) {
    CAPTURE(combine);
    const std::string all = ruled(combine, "a, b, c, d");
    CHECK(are_alike(all, without(ruled(combine, "a, b, d"), "c")));
    CHECK(are_alike(without(ruled(combine, "b, c, d"), "a"), all));
    CHECK(are_alike(without(ruled(combine, "a, b, c"), "d"), all));
  }
}

TEST_CASE("PairedPolicies: the order counts where the first one decides") {
  CHECK_FALSE(
      are_alike(ruled("first-applicable", "a, b, c, d"), ruled("first-applicable", "b, a, c, d")));
  CHECK(are_alike(ruled("deny-overrides", "a, b, c, d"), ruled("deny-overrides", "b, a, c, d")));
  CHECK_FALSE(
      are_alike(ruled("first-applicable", "a, b, c, d"), ruled("deny-overrides", "a, b, c, d")));
  CHECK_FALSE(
      are_alike(ruled("first-applicable", "a, b, c, d"), ruled("first-applicable", "a, b")));
}

TEST_CASE("PairedPolicies: a policy that must allow concerns everybody") {
  const std::string all = ruled("all-of", "a, b, c, d");
  CHECK_FALSE(are_alike(all, without(ruled("all-of", "a, b, d"), "c")));
  CHECK(are_alike(all, without(ruled("all-of", "a, b, c"), "d")));
}

TEST_CASE("PairedPolicies: so does one that makes a set one that must allow") {
  const std::string gates = "  gates: {combine: all-of, policies: ['set:rules', c]}\n";
  const std::string both = ruled("first-applicable", "a, b, d", gates);
  CHECK_FALSE(are_alike(both, without(ruled("first-applicable", "b, d", gates), "a")));
  CHECK(are_alike(both, without(ruled("first-applicable", "a, d", gates), "b")));
}

}  // namespace
}  // namespace accessdrift
