#include "accessdrift/drift/narrowed.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "accessdrift/model/standing.h"

namespace accessdrift {
namespace {

/// Whoever has the name on a side is one of the identities; nobody has it, or somebody.
bool names_only(const std::string& name, const IdentitySet& identities, const Snapshot& snapshot,
                const Population& population, SideOf side) {
  const UserIndex user = snapshot.find_user(name);
  return user.is_none() || identities.contains(population.identity(user, side));
}

}  // namespace

std::optional<IdentitySet> touched_alone(const std::vector<Edit>& edits,
                                         const IdentitySet& identities, const Snapshot& before,
                                         const Snapshot& after, const Population& population) {
  if (before.is_closed != after.is_closed) return std::nullopt;
  const auto is_their_own = [&](const Edit& edit) {
    const FactKey& key = edit.key;
    if (key.thing == Thing::User) return true;
    const bool is_place = key.thing == Thing::Group && key.field.starts_with("members") &&
                          !key.item.empty() && !key.item.starts_with(kGroupPrefix);
    return is_place && names_only(key.item, identities, before, population, SideOf::Before) &&
           names_only(key.item, identities, after, population, SideOf::After);
  };
  if (!std::ranges::all_of(edits, is_their_own)) return std::nullopt;
  return identities;
}

Narrowed::Narrowed(const Snapshot& snapshot, std::vector<bool> concerns)
    : snapshot_(&snapshot), concerns_(std::move(concerns)), may_be_gate_(snapshot.policies.size()) {
  for (std::size_t p = 0; p < may_be_gate_.size(); ++p) {
    const SetIndex set = snapshot.policy_standing[p].set;
    may_be_gate_[p] = snapshot.policies[p]->effect == Effect::Allow &&
                      is_within_all_of(snapshot, PolicyIndex{static_cast<std::uint32_t>(p)});
    const bool is_one_alone = may_be_gate_[p] && needs_all(snapshot, set);
    concerns_[p] = concerns_[p] || is_one_alone;
  }
}

void Narrowed::leave_out(std::vector<PolicyIndex>& covering) const {
  if (snapshot_ == nullptr) return;
  std::set<SetIndex> gates;
  std::erase_if(covering, [&](PolicyIndex policy) {
    const std::size_t p = policy.index();
    const bool is_gate = may_be_gate_[p] && gates.insert(snapshot_->policy_standing[p].set).second;
    return !is_gate && !concerns_[p];
  });
}

void leave_concerning(Engine& engine, const IdentitySet& identities, std::vector<bool>& policies) {
  for (std::size_t p = 0; p < policies.size(); ++p) {
    policies[p] =
        policies[p] && engine.policy_maps().concerned(PolicyIndex{p}).intersects(identities);
  }
}

Narrowed narrowed(const Snapshot& side, std::vector<bool> concerns, const Snapshot& other,
                  const std::vector<bool>& concerns_there) {
  for (std::size_t p = 0; p < concerns.size(); ++p) {
    const PolicyIndex there = other.policy_by_name.find(side.policies[p]->id);
    concerns[p] = concerns[p] || there.is_none() || concerns_there[there.index()];
  }
  return {side, std::move(concerns)};
}

}  // namespace accessdrift
