#include "accessdrift/drift/common_changes.h"

#include <algorithm>
#include <iterator>

#include "accessdrift/drift/worlds.h"
#include "accessdrift/model/standing.h"

namespace accessdrift {
namespace {

/// Fewer targets are compared one by one.
constexpr std::size_t kFewest = 2;
/// So many are looked at for what is common.
constexpr std::size_t kLookedAt = 64;

/// A policy, or where a set begins or ends.
using Token = std::pair<std::uint32_t, std::uint32_t>;

/// Equal for equal combinations of equal leaves. Loose policies do not show, as in `Reach`.
std::vector<Token> standing(const Snapshot& snapshot, const std::vector<PolicyIndex>& policies) {
  constexpr std::uint32_t kEnd = 2;
  constexpr std::uint32_t kBegin = 3;
  const PolicyTree tree = policy_tree(snapshot, policies);
  std::vector<Token> tokens;
  if (tree.nodes.empty()) return tokens;
  const auto root = static_cast<std::uint32_t>(tree.nodes.size() - 1);
  std::vector<std::optional<std::uint32_t>> open;  // nothing: the end of a set
  for (const std::uint32_t child : tree.nodes[root].children)
    if (tree.nodes[child].policy.is_none()) open.emplace_back(child);
  while (!open.empty()) {
    const std::optional<std::uint32_t> at = open.back();
    open.pop_back();
    if (!at) {
      tokens.emplace_back(0, kEnd);
      continue;
    }
    const PolicyTree::Node& node = tree.nodes[*at];
    if (!node.policy.is_none()) {
      const auto& policy = snapshot.policies[node.policy.index()];
      tokens.emplace_back(policy->id.number, policy->effect == Effect::Allow ? 0 : 1);
      continue;
    }
    tokens.emplace_back(static_cast<std::uint32_t>(node.combine), kBegin);
    open.emplace_back(std::nullopt);
    open.insert(open.end(), node.children.begin(), node.children.end());
  }
  return tokens;
}

}  // namespace

CommonChanges::CommonChanges(Comparison& comparison, const std::vector<TargetOnSides>& targets)
    : comparison_(comparison),
      before_{*comparison.engine_before},
      after_{*comparison.engine_after} {
  if (targets.size() < kFewest) return;
  find_common(targets, before_);
  find_common(targets, after_);
  first_ = targets.front();
}

const ResourceAction& CommonChanges::asked_on(const Side& side, const TargetOnSides& target) {
  return side.engine.side() == SideOf::Before ? target.before : target.after;
}

/// What hangs on the resource is not in common.
void CommonChanges::find_common(const std::vector<TargetOnSides>& targets, Side& side) {
  std::map<PolicyIndex, std::size_t> covered;
  const std::size_t looked_at = std::min(targets.size(), kLookedAt);
  for (std::size_t i = 0; i < looked_at; ++i) {
    const ResourceAction& asked = asked_on(side, targets[i * targets.size() / looked_at]);
    for (const PolicyIndex policy : side.engine.coverage().covering(asked.resource, asked.action))
      ++covered[policy];
  }
  for (const auto& [policy, count] : covered) {
    PolicyMaps& maps = side.engine.policy_maps();
    if (count * 2 <= looked_at || maps.hangs_on_resource(policy)) continue;
    side.common.push_back(policy);
    side.named.push_back(maps.concerned(policy));
  }
  find_gates(side);
  find_naming(side);
}

void CommonChanges::find_naming(Side& side) const {
  side.first_naming.assign(comparison_.population->size() + 2, 0);
  const auto each = [&](const auto& see) {
    for (std::size_t i = 0; i < side.common.size(); ++i) {
      if (side.named[i].size() > kManyIdentities) continue;
      for (const std::uint32_t identity : side.named[i].numbers())
        see(identity, static_cast<std::uint32_t>(i));
    }
  };
  for (std::size_t i = 0; i < side.common.size(); ++i)
    if (side.named[i].size() > kManyIdentities) side.naming_many.push_back(i);
  each([&](std::uint32_t identity, std::uint32_t) { ++side.first_naming[identity + 2]; });
  for (std::size_t i = 2; i < side.first_naming.size(); ++i)
    side.first_naming[i] += side.first_naming[i - 1];
  side.naming.resize(side.first_naming.back());
  each([&](std::uint32_t identity, std::uint32_t place) {
    side.naming[side.first_naming[identity + 1]++] = place;
  });
}

std::vector<PolicyIndex> CommonChanges::common_concerning(const Side& side,
                                                          const IdentitySet& named) {
  std::vector<std::size_t> places = side.gate_makers;
  const bool are_many = named.size() > kManyIdentities;
  const auto add_naming = [&](std::size_t place) {
    if (side.named[place].intersects(named)) places.push_back(place);
  };
  if (are_many) {
    for (std::size_t place = 0; place < side.common.size(); ++place) add_naming(place);
  } else {
    std::ranges::for_each(side.naming_many, add_naming);
    for (const std::uint32_t one : named.numbers())
      places.insert(places.end(), side.naming.begin() + side.first_naming[one],
                    side.naming.begin() + side.first_naming[one + 1]);
  }
  std::ranges::sort(places);
  const auto repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  std::vector<PolicyIndex> found;
  found.reserve(places.size());
  for (const std::size_t i : places) found.push_back(side.common[i]);
  return found;
}

/// One that allows is enough for a set; where all of a set are needed each is.
void CommonChanges::find_gates(Side& side) {
  const Snapshot& snapshot = side.engine.snapshot();
  for (std::size_t i = 0; i < side.common.size(); ++i) {
    const PolicyIndex policy = side.common[i];
    const bool allows = snapshot.policies[policy.index()]->effect == Effect::Allow;
    const std::vector<SetIndex> sets = sets_around(snapshot, policy);
    const bool is_known =
        sets.empty() || (side.gates.contains(sets.front()) && !needs_all(snapshot, sets.front()));
    if (allows && !is_known) side.gate_makers.push_back(i);
    if (allows) side.gates.insert(sets.begin(), sets.end());
  }
}

bool CommonChanges::is_neutral(const Side& side, PolicyIndex policy) {
  const Snapshot& snapshot = side.engine.snapshot();
  if (snapshot.policies[policy.index()]->effect == Effect::Deny) return true;
  const std::vector<SetIndex> sets = sets_around(snapshot, policy);
  for (std::size_t s = 0; s < sets.size(); ++s) {
    const bool is_gate = s > 0 && side.gates.contains(sets[s - 1]);
    if (needs_all(snapshot, sets[s]) && !is_gate) return false;
  }
  return true;
}

bool CommonChanges::stand_alike() const {
  return standing(*comparison_.before, before_.common) ==
         standing(*comparison_.after, after_.common);
}

bool CommonChanges::prepare() {
  if (!first_) return false;
  comparison_.universe->diagrams().start_target();
  auto pairs = compare(*first_, {before_.common, {}}, {after_.common, {}},
                       comparison_.population->everybody());
  if (!pairs) return false;
  return add(*pairs, shared_);
}

std::optional<CommonChanges::Covering> CommonChanges::covering(const Side& side,
                                                               const TargetOnSides& target) const {
  const ResourceAction& asked = asked_on(side, target);
  Covering found{side.engine.coverage().covering(asked.resource, asked.action), {}};
  std::ranges::set_difference(found.all, side.common, std::back_inserter(found.own));
  if (found.own.size() + side.common.size() != found.all.size()) return std::nullopt;
  return found;
}

/// False: it is not known whom they name, or what they do to others.
bool CommonChanges::add_named(const Side& side, const Covering& covering, ResourceIndex resource,
                              IdentitySet& named) {
  for (const PolicyIndex policy : covering.own) {
    if (!is_neutral(side, policy)) return false;
    const auto map = side.engine.policy_maps().map(policy, resource);
    if (map->is_limited) return false;
    named |= side.engine.policy_maps().concerned(policy);
  }
  return true;
}

/// Without those that name none of them: these decide nothing about them.
std::vector<PolicyIndex> CommonChanges::concerning(const Side& side, const Covering& covering,
                                                   const IdentitySet& named) {
  const std::vector<PolicyIndex> some = common_concerning(side, named);
  std::vector<PolicyIndex> all;
  all.reserve(some.size() + covering.own.size());
  std::ranges::merge(some, covering.own, std::back_inserter(all));
  return all;
}

std::optional<std::vector<RegionPair>> CommonChanges::compare(const TargetOnSides& target,
                                                              const Covering& before,
                                                              const Covering& after,
                                                              const IdentitySet& within) {
  return before_.engine.compare({target.before.resource, concerning(before_, before, within)},
                                after_.engine,
                                {target.after.resource, concerning(after_, after, within)}, within);
}

const std::vector<AccessChange>& CommonChanges::ways_of(const Regions& regions) {
  const auto [known, is_new] = ways_.try_emplace(regions);
  if (!is_new) return known->second;
  Universe& universe = *comparison_.universe;
  known->second = by_world({.identities = IdentitySet(),
                            .before = regions.first,
                            .after = regions.second,
                            .care = universe.care()},
                           universe);
  // What is told of a change later, its witness, must fit the bound, too.
  for (const AccessChange& change : known->second) (void)in_all_worlds(change, universe);
  return known->second;
}

bool CommonChanges::add(const std::vector<RegionPair>& pairs, std::vector<AccessChange>& changes) {
  for (const RegionPair& pair : pairs) {
    const Regions regions(pair.before, pair.after);
    for (const AccessChange& way : ways_of(regions)) {
      changes.push_back(way);
      changes.back().identities = pair.identities;
    }
    if (!comparison_.universe->diagrams().is_exhausted()) continue;
    // Over the bound they are wrong, and none of the next target's.
    ways_.erase(regions);
    return false;
  }
  return true;
}

std::optional<CommonChanges::Own> CommonChanges::of(const TargetOnSides& target) {
  const auto before = covering(before_, target);
  const auto after = covering(after_, target);
  Own own;
  if (!before || !after || !add_named(before_, *before, target.before.resource, own.named) ||
      !add_named(after_, *after, target.after.resource, own.named))
    return std::nullopt;
  own.named.remove(comparison_.population->signed_out());
  if (own.named.is_empty()) return own;
  const auto pairs = compare(target, *before, *after, own.named);
  if (!pairs || !add(*pairs, own.changes)) return std::nullopt;
  return own;
}

}  // namespace accessdrift
