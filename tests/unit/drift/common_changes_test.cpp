#include "accessdrift/drift/common_changes.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "accessdrift/drift/roll_up.h"
#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

using Lines = std::set<std::string>;

/// Six resources below one list, of which some have a rule of their own; `gate` is one more set
/// around it.
std::string below_a_list(bool has_first, bool has_gate) {
  std::string policies =
      "  shared: {allow: [ana, bo], to: ['*'], when: b}\n"
      "  own-0: {allow: [caro], to: [r0]}\n"
      "  own-1: {deny: [ana], to: [r1]}\n"
      "  own-2: {allow: [bo], to: [r2]}\n";
  if (has_first) policies += "  first: {deny: [ana, caro], to: ['*'], when: a}\n";
  if (has_gate) policies += "  gate: {allow: [dee], to: [r3]}\n";
  const std::string first = has_first ? "first, " : "";
  const std::string gate =
      has_gate ? "  both: {combine: all-of, policies: ['set:list', gate]}\n" : "";
  return "context: {a: bool, b: bool}\nusers: {ana: {}, bo: {}, caro: {}, dee: {}}\n"
         "resources: {r0: {}, r1: {}, r2: {}, r3: {}, r4: {}, r5: {}}\npolicies:\n" +
         policies + "sets:\n  list: {combine: first-applicable, policies: [" + first +
         "own-0, own-1, own-2, shared]}\n" + gate;
}

Lines lines_of(const Comparison& comparison, const std::vector<Finding>& findings) {
  Lines lines;
  for (const Finding& finding : findings) {
    for (const std::uint32_t number : finding.identities.numbers()) {
      for (const SideNames& resource : finding.resources)
        lines.insert(std::string(to_text(finding.kind)) + " " +
                     comparison.population->printed(IdentityIndex{number}) + " " +
                     text_of(*comparison.after, resource));
    }
  }
  return lines;
}

Lines told(bool has_gate) {
  Loader loader;
  const Loader::Pair pair =
      sample_pair(loader, below_a_list(false, has_gate), below_a_list(true, has_gate));
  const Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  const Lines lines = lines_of(comparison, roll_up(comparison));
  CHECK(lines_of(comparison, outline(comparison).findings) == lines);
  return lines;
}

std::vector<TargetOnSides> targets_of(const Comparison& comparison) {
  std::vector<TargetOnSides> targets;
  for (const char* const resource : {"r0", "r1", "r2", "r3", "r4", "r5"}) {
    const Name name = comparison.before->names->find(resource);
    const ResourceIndex before = comparison.before->resource_by_name.find(name);
    const ResourceIndex after = comparison.after->resource_by_name.find(name);
    const Name action = comparison.before->resource_actions[before.index()]->names.front();
    targets.push_back({{before, action}, {after, action}});
  }
  return targets;
}

}  // namespace

TEST_CASE("CommonChanges: a new first rule changes each target as if it were compared alone") {
  CHECK(told(false) == Lines{"narrowed ana r0", "narrowed ana r2", "narrowed ana r3",
                             "narrowed ana r4", "narrowed ana r5", "narrowed caro r0"});
}

TEST_CASE("CommonChanges: a target's own gate concerns those whom it does not name") {
  CHECK(told(true) == Lines{"narrowed ana r0", "narrowed ana r2", "narrowed ana r4",
                            "narrowed ana r5", "narrowed caro r0"});
}

TEST_CASE("CommonChanges: of a target only those are asked about whom its own policies name") {
  Loader loader;
  const Loader::Pair pair =
      sample_pair(loader, below_a_list(false, true), below_a_list(true, true));
  Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  const std::vector<TargetOnSides> targets = targets_of(comparison);
  CommonChanges common(comparison, targets);
  REQUIRE_FALSE(common.stand_alike());
  REQUIRE(common.prepare());
  CHECK(common.shared().size() == 1);
  const auto r5 = common.of(targets[5]);
  REQUIRE(r5);
  CHECK(r5->named.is_empty());
  CHECK(r5->changes.empty());
  const auto r0 = common.of(targets[0]);
  REQUIRE(r0);
  CHECK(r0->named.size() == 1);
  CHECK(r0->changes.size() == 1);
  CHECK_FALSE(common.of(targets[3]));
}

TEST_CASE("CommonChanges: where the list is the same on both sides nothing is to be gained") {
  Loader loader;
  const Loader::Pair pair =
      sample_pair(loader, below_a_list(true, false), below_a_list(true, false));
  Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  CHECK(CommonChanges(comparison, targets_of(comparison)).stand_alike());
}

}  // namespace accessdrift
