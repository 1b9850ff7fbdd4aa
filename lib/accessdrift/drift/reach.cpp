#include "accessdrift/drift/reach.h"

#include <algorithm>
#include <optional>

#include "accessdrift/model/standing.h"

namespace accessdrift {
namespace {

const PolicyDeclaration& declared(const Snapshot& snapshot, PolicyIndex policy) {
  return *snapshot.policies[policy.index()].it;
}

}  // namespace

const std::vector<PolicyIndex>& Reach::covering(const ResourceAction& target, SideOf side) {
  const bool is_before = side == SideOf::Before;
  Covered& covered = is_before ? covered_before_ : covered_after_;
  const bool is_known =
      covered.target.resource == target.resource && covered.target.action == target.action;
  if (is_known) return covered.policies;
  covered.target = target;
  covered.policies =
      (is_before ? before_ : after_).coverage().covering(target.resource, target.action);
  (is_before ? narrowed_before_ : narrowed_after_).leave_out(covered.policies);
  return covered.policies;
}

Reach::Side Reach::side(SideOf of, const ResourceAction& target, bool is_same) {
  const bool is_before = of == SideOf::Before;
  Side side{is_before ? before_ : after_,
            is_before ? touched_before_ : touched_after_,
            target,
            is_same,
            {}};
  if (!target.resource.is_none()) side.covering = covering(target, of);
  return side;
}

bool Reach::is_touched(const Side& side, PolicyIndex policy) {
  return !side.is_same || side.touched.policies[policy.index()] ||
         side.touched.resources[side.target.resource.index()];
}

void Reach::add_requests(const PolicyMap& map, Found& found) const {
  for (const AccessMap::Part& part : map.map.parts) {
    found.requests = before_.universe().diagrams().unite(found.requests, part.region);
  }
}

void Reach::add_concerned(const Side& side, PolicyIndex policy, Found& found) const {
  const auto map = side.engine.policy_maps().map(policy, side.target.resource);
  if (map->is_limited) {
    found.identities |= side.engine.policy_maps().concerned(policy);
    found.requests = before_.universe().care();
    return;
  }
  IdentitySet all;
  for (const AccessMap::Part& part : map->map.parts) all |= part.identities;
  found.identities |= with_signed_out_later(std::move(all));
  add_requests(*map, found);
}

IdentitySet Reach::with_signed_out_later(IdentitySet identities) const {
  if (!identities.contains(before_.population().signed_out())) return identities;
  for (const Engine* const engine : {&before_, &after_}) {
    for (const Members::Ending& ending : engine->sign_ins().endings)
      identities |= ending.identities;
  }
  return identities;
}

IdentitySet Reach::named_elsewhere(const Leaf& before, const Leaf& after) {
  const bool is_kept = !before_.policy_maps().hangs_on_resource(before.policy) &&
                       !after_.policy_maps().hangs_on_resource(after.policy);
  const auto known = is_kept ? elsewhere_.find({before.policy, after.policy}) : elsewhere_.end();
  if (known != elsewhere_.end()) return known->second;
  IdentitySet found = with_signed_out_later(differing(before.map.map, after.map.map) |
                                            differing_ends(before.map.endings, after.map.endings) |
                                            other_sign_ins_);
  if (is_kept && !before_.universe().diagrams().is_exhausted())
    elsewhere_.emplace(std::pair(before.policy, after.policy), found);
  return found;
}

void Reach::add_differing_leaf(const Side& b, PolicyIndex before, const Side& a, PolicyIndex after,
                               Found& found) {
  if (!is_touched(b, before) && !is_touched(a, after)) return;
  const bool same_effect =
      declared(b.engine.snapshot(), before).effect == declared(a.engine.snapshot(), after).effect;
  const auto map_before = b.engine.policy_maps().map(before, b.target.resource);
  const auto map_after = a.engine.policy_maps().map(after, a.target.resource);
  if (!same_effect || map_before->is_limited || map_after->is_limited) {
    add_concerned(b, before, found);
    add_concerned(a, after, found);
    return;
  }
  const IdentitySet elsewhere = named_elsewhere({before, *map_before}, {after, *map_after});
  if (elsewhere.is_empty()) return;
  found.identities |= elsewhere;
  add_requests(*map_before, found);
  add_requests(*map_after, found);
  if (!other_sign_ins_.is_empty()) found.requests = before_.universe().care();
}

namespace {

IdentitySet identities_at(const AccessMap& map, Region region) {
  IdentitySet all;
  for (const AccessMap::Part& part : map.parts)
    if (part.region == region) all |= part.identities;
  return all;
}

}  // namespace

IdentitySet Reach::always_denied(const Side& side, const std::vector<SetIndex>& sets) {
  const Snapshot& snapshot = side.engine.snapshot();
  const Region always = side.engine.universe().care();
  std::vector<IdentitySet> denied(sets.size());
  for (const PolicyIndex policy : side.covering) {
    if (declared(snapshot, policy).effect != Effect::Deny) continue;
    const auto map = side.engine.policy_maps().map(policy, side.target.resource);
    if (map->is_limited || !map->endings.empty()) continue;
    const IdentitySet whole = identities_at(map->map, always);
    for (const SetIndex set : sets_around(snapshot, policy)) {
      const auto at = std::ranges::find(sets, set);
      if (at != sets.end()) denied[static_cast<std::size_t>(at - sets.begin())] |= whole;
    }
  }
  IdentitySet all = side.engine.everybody();
  for (const IdentitySet& of_set : denied) all &= of_set;
  return all;
}

/// Where nothing in a set allows, and it denies, the `all-of` around it denies; so it does where
/// something in it has to allow, for whom that does not.
bool Reach::add_undenied(const Side& b, const Side& a, Found& found) {
  const auto sets = paired_.alike_but_for({b.covering, a.covering});
  if (!sets) return false;
  const IdentitySet denied = always_denied(b, sets->before) & always_denied(a, sets->after);
  IdentitySet others;
  for (const Side* const side : {&b, &a}) {
    for (const PolicyIndex policy : side->covering)
      others |= side->engine.policy_maps().concerned(policy);
  }
  others -= denied;
  if (others.is_empty()) return true;
  found.identities |= with_signed_out_later(std::move(others));
  found.requests = before_.universe().care();
  return true;
}

Reach::Found Reach::of(const ResourceAction& before, const ResourceAction& after, bool is_same) {
  const Side b = side(SideOf::Before, before, is_same);
  const Side a = side(SideOf::After, after, is_same);
  paired_.look_at({b.covering, a.covering});
  Found found{{}, Diagrams::never()};
  const bool are_combined_alike =
      paired_.are_combined_alike({b.covering, a.covering}) || add_undenied(b, a, found);

  for (const PolicyIndex policy : b.covering) {
    const PolicyIndex partner = paired_.after_of(policy);
    if (partner.is_none() || !are_combined_alike) {
      add_concerned(b, policy, found);
    } else {
      add_differing_leaf(b, policy, a, partner, found);
    }
  }
  for (const PolicyIndex policy : a.covering) {
    if (!are_combined_alike || paired_.before_of(policy).is_none()) add_concerned(a, policy, found);
  }
  if (!are_combined_alike) found.requests = before_.universe().care();
  return found;
}

IdentitySet Reach::decided_otherwise(const ResourceAction& before, const ResourceAction& after,
                                     IdentitySet identities, Region requests) {
  if (identities.is_empty() || requests == before_.universe().care()) return identities;
  const auto access = [&](Engine& engine,
                          const ResourceAction& target) -> std::optional<Engine::Access> {
    if (target.resource.is_none()) return Engine::Access{};
    return engine.access_to_some(target.resource, covering(target, engine.side()), identities,
                                 requests);
  };
  Diagrams& diagrams = before_.universe().diagrams();
  const Diagrams::Budget budget = diagrams.budget();
  const auto was = access(before_, before);
  const auto is = was ? access(after_, after) : std::nullopt;
  diagrams.resume(budget);
  if (!is || was->is_limited || is->is_limited) return identities;
  return differing(was->map, is->map);
}

IdentitySet Reach::by_names(const ResourceAction& before, const ResourceAction& after,
                            bool is_same) {
  const Side b = side(SideOf::Before, before, is_same);
  const Side a = side(SideOf::After, after, is_same);
  paired_.look_at({b.covering, a.covering});
  const bool are_combined_alike = paired_.are_combined_alike({b.covering, a.covering});
  IdentitySet all;
  for (const PolicyIndex policy : b.covering) {
    if (!are_combined_alike || is_touched(b, policy) || paired_.after_of(policy).is_none())
      all |= before_.policy_maps().concerned(policy);
  }
  for (const PolicyIndex policy : a.covering) {
    if (!are_combined_alike || is_touched(a, policy) || paired_.before_of(policy).is_none())
      all |= after_.policy_maps().concerned(policy);
  }
  return all;
}

}  // namespace accessdrift
