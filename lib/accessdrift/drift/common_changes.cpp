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

std::vector<bool> CommonChanges::those_naming(const Side& side, const Named& named) {
  std::vector<bool> found(side.common.size(), false);
  for (const std::size_t i : side.naming_many) found[i] = side.named[i].intersects(named.all);
  for (const std::uint32_t identity : named.numbers) {
    for (std::uint32_t at = side.first_naming[identity]; at < side.first_naming[identity + 1]; ++at)
      found[side.naming[at]] = true;
  }
  return found;
}

/// One that allows is enough for a set; where all of a set are needed each is.
void CommonChanges::find_gates(Side& side) {
  const Snapshot& snapshot = side.engine.snapshot();
  for (const PolicyIndex policy : side.common) {
    const bool allows = snapshot.policies[policy.index()]->effect == Effect::Allow;
    const std::vector<SetIndex> sets = sets_around(snapshot, policy);
    const bool is_known =
        sets.empty() || (side.gates.contains(sets.front()) && !needs_all(snapshot, sets.front()));
    side.makes_gate.push_back(allows && !is_known);
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
                       Named(comparison_.population->everybody()));
  if (!pairs) return false;
  common_of_.assign(comparison_.population->size(), static_cast<std::uint32_t>(pairs->size()));
  for (RegionPair& pair : *pairs) {
    const auto place = static_cast<std::uint32_t>(common_.size());
    for (const std::uint32_t identity : pair.identities.numbers()) common_of_[identity] = place;
    common_by_regions_.emplace(Regions(pair.before, pair.after), place);
    common_.push_back({std::move(pair.identities), ways_of(pair.before, pair.after)});
  }
  return !comparison_.universe->diagrams().is_exhausted();
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
                                                   const Named& named) {
  const std::vector<bool> names = those_naming(side, named);
  std::vector<PolicyIndex> some;
  for (std::size_t i = 0; i < side.common.size(); ++i)
    if (side.makes_gate[i] || names[i]) some.push_back(side.common[i]);
  std::vector<PolicyIndex> all;
  all.reserve(some.size() + covering.own.size());
  std::ranges::merge(some, covering.own, std::back_inserter(all));
  return all;
}

std::optional<std::vector<RegionPair>> CommonChanges::compare(const TargetOnSides& target,
                                                              const Covering& before,
                                                              const Covering& after,
                                                              const Named& within) {
  const auto access = [&](Side& side, const Covering& covering) {
    return side.engine.access(asked_on(side, target).resource, concerning(side, covering, within),
                              within.all);
  };
  const Engine::Access was = access(before_, before);
  const Engine::Access is = access(after_, after);
  if (was.is_limited || is.is_limited) return std::nullopt;
  return differences(was.map, is.map, within.all);
}

std::size_t CommonChanges::ways_of(Region before, Region after) {
  const auto [known, is_new] = number_of_ways_.try_emplace({before, after}, ways_.size());
  if (!is_new) return known->second;
  Universe& universe = *comparison_.universe;
  ways_.push_back(by_world(
      {.identities = IdentitySet(), .before = before, .after = after, .care = universe.care()},
      universe));
  // What is told of a change later, its witness, must fit the bound, too.
  for (const AccessChange& change : ways_.back()) (void)in_all_worlds(change, universe);
  // Over the bound they are wrong, and none of the next target's.
  if (universe.diagrams().is_exhausted()) number_of_ways_.erase({before, after});
  return ways_.size() - 1;
}

/// What all have in common, but for those that are named.
std::vector<CommonChanges::Common> CommonChanges::without(const Named& named) const {
  std::vector<Common> all = common_;
  std::vector<bool> is_named(all.size() + 1, false);  // the last place: nothing changes for them
  for (const std::uint32_t identity : named.numbers) is_named[common_of_[identity]] = true;
  for (std::size_t place = 0; place < all.size(); ++place)
    if (is_named[place]) all[place].identities -= named.all;
  return all;
}

void CommonChanges::add(RegionPair pair, std::vector<Common>& all) {
  const auto known = common_by_regions_.find({pair.before, pair.after});
  if (known == common_by_regions_.end()) {
    all.push_back({std::move(pair.identities), ways_of(pair.before, pair.after)});
  } else {
    all[known->second].identities |= pair.identities;
  }
}

std::vector<AccessChange> CommonChanges::in_all_ways(const std::vector<Common>& all) const {
  std::vector<AccessChange> changes;
  changes.reserve(all.size());
  for (const Common& one : all) {
    if (one.identities.is_empty()) continue;
    for (const AccessChange& way : ways_[one.ways]) {
      changes.push_back(way);
      changes.back().identities = one.identities;
    }
  }
  return changes;
}

std::optional<std::vector<AccessChange>> CommonChanges::of(const TargetOnSides& target) {
  const auto before = covering(before_, target);
  const auto after = covering(after_, target);
  IdentitySet identities;
  if (!before || !after || !add_named(before_, *before, target.before.resource, identities) ||
      !add_named(after_, *after, target.after.resource, identities))
    return std::nullopt;
  identities.remove(comparison_.population->signed_out());
  const Named named(std::move(identities));
  std::vector<Common> all = without(named);
  if (named.numbers.empty()) return in_all_ways(all);
  auto pairs = compare(target, *before, *after, named);
  if (!pairs) return std::nullopt;
  for (RegionPair& pair : *pairs) add(std::move(pair), all);
  if (comparison_.universe->diagrams().is_exhausted()) return std::nullopt;
  return in_all_ways(all);
}

}  // namespace accessdrift
