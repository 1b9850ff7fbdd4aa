#include "accessdrift/engine/narrowed_maps.h"

#include <utility>

#include "accessdrift/model/standing.h"

namespace accessdrift {

NarrowedMaps::NarrowedMaps(const Snapshot& snapshot, PolicyMaps& maps, Universe& universe)
    : snapshot_(snapshot),
      maps_(maps),
      universe_(universe),
      known_(snapshot.policies.size()),
      has_gate_(snapshot.sets.size()),
      nothing_(std::make_shared<const PolicyMap>()) {
  gates_.reserve(snapshot.policies.size());
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const SetIndex set = snapshot.policy_standing[p].set;
    const bool may_be_one = snapshot.policies[p]->effect == Effect::Allow &&
                            is_within_all_of(snapshot, PolicyIndex{static_cast<std::uint32_t>(p)});
    const bool is_one_itself = may_be_one && needs_all(snapshot, set);
    gates_.push_back(is_one_itself ? Gate::Itself : may_be_one ? Gate::One : Gate::No);
  }
}

void NarrowedMaps::look_at(const IdentitySet& identities, Region requests) {
  if (question_ > 0 && requests_ == requests && identities_ == identities) return;
  ++question_;
  identities_ = identities;
  requests_ = requests;
}

NarrowedMaps::Deciding NarrowedMaps::deciding(const std::vector<PolicyIndex>& covering,
                                              ResourceIndex resource) {
  ++target_;
  Deciding found;
  for (const PolicyIndex policy : covering) {
    const Known& of_policy = known(policy, resource);
    found.is_limited |= of_policy.is_limited;
    const bool is_gate = is_needed_gate(policy);
    if (of_policy.cut == nullptr && !is_gate) continue;
    found.policies.push_back(policy);
    found.maps.push_back(of_policy.cut == nullptr ? nothing_ : of_policy.cut);
  }
  return found;
}

const NarrowedMaps::Known& NarrowedMaps::known(PolicyIndex policy, ResourceIndex resource) {
  Known& known = known_[policy.index()];
  if (known.question == question_) return known;
  const auto map = maps_.map(policy, resource);
  cut(*map, known);
  // Past the bound nothing that was made is right.
  const bool stays = !maps_.hangs_on_resource(policy) && !universe_.diagrams().is_exhausted();
  known.question = stays ? question_ : 0;
  return known;
}

void NarrowedMaps::cut(const PolicyMap& map, Known& known) const {
  known.cut = nullptr;
  known.is_limited = map.is_limited;
  PolicyMap cut;
  for (const AccessMap::Part& part : map.map.parts) {
    const Region inside = universe_.diagrams().intersect(part.region, requests_);
    if (inside == Diagrams::never() || !part.identities.intersects(identities_)) continue;
    cut.map.parts.push_back({part.identities, inside});
  }
  if (cut.map.parts.empty()) return;
  for (const Members::Ending& ending : map.endings)
    if (ending.identities.intersects(identities_)) cut.endings.push_back(ending);
  known.cut = std::make_shared<const PolicyMap>(std::move(cut));
}

bool NarrowedMaps::is_needed_gate(PolicyIndex policy) {
  const Gate gate = gates_[policy.index()];
  if (gate != Gate::One) return gate == Gate::Itself;
  std::uint32_t& last = has_gate_[snapshot_.policy_standing[policy.index()].set.index()];
  const bool is_first = last != target_;
  last = target_;
  return is_first;
}

}  // namespace accessdrift
