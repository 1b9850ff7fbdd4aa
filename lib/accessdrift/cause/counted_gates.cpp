#include "accessdrift/cause/counted_gates.h"

#include <algorithm>

namespace accessdrift {

CountedGates::CountedGates(const Target& target, const BothSides& sides) : sides_(sides) {
  if (sides.are_resources_edited || target.is_by_url()) return;
  const Comparison& comparison = sides.comparison;
  for (const Engine* const engine :
       {comparison.engine_before.get(), comparison.engine_after.get()}) {
    const Name action = target.action.names.on(engine->side());
    const ResourceIndex resource =
        comparison.resource(target.resource.on(engine->side()), engine->side());
    if (resource.is_none() || !engine->coverage().has_action(resource, action)) {
      on_sides_.clear();
      return;
    }
    on_sides_.push_back({engine, resource, action});
  }
}

bool CountedGates::counts(ThingNumber policy) {
  if (!sides_.is_in_all_of[policy]) return false;
  if (sides_.is_edited[policy] || on_sides_.empty()) return true;
  const ThingOnSides<PolicyDeclaration>& one = sides_.policies[policy];
  if (!one.before || !one.after) return true;
  if ((*one.before)->effect == Effect::Deny && (*one.after)->effect == Effect::Deny) return false;
  const std::vector<ThingNumber>& sets = sides_.sets_with_policy[policy];
  const bool stands_alike = std::ranges::count(sets, sets.front()) == std::ssize(sets);
  if (!stands_alike || is_all_of(sets.front()) || !covers(policy)) return true;
  return by_set_.emplace(sets.front(), policy).first->second == policy;
}

bool CountedGates::is_all_of(ThingNumber set) const {
  bool is_one = false;
  sides_.sets.each_side(
      set, [&](const auto& one) { is_one = is_one || one->combine == Combine::AllOf; });
  return is_one;
}

bool CountedGates::covers(ThingNumber policy) const {
  return std::ranges::all_of(on_sides_, [&](const Covered& on) {
    const Snapshot& side = on.engine->snapshot();
    const PolicyIndex index = side.policy_by_name.find(sides_.policies[policy].name());
    return !index.is_none() && side.policies[index.index()]->effect == Effect::Allow &&
           on.engine->coverage().covers_action(index, on.resource, on.action);
  });
}

}  // namespace accessdrift
