#include "accessdrift/cause/one_rule.h"

#include <algorithm>

namespace accessdrift {

std::optional<OneRule> OneRule::of(const Comparison& comparison) {
  if (comparison.edits.empty()) return std::nullopt;
  const Edit& first = comparison.edits.front();
  const bool is_one = std::ranges::all_of(comparison.edits, [&](const Edit& edit) {
    return !edit.rule.empty() && edit.rule == first.rule && edit.key.field.empty() &&
           edit.after.has_value() == first.after.has_value();
  });
  if (!is_one) return std::nullopt;
  return OneRule(comparison, first.after ? SideOf::After : SideOf::Before);
}

OneRule::OneRule(const Comparison& comparison, SideOf side) : comparison_(comparison), side_(side) {
  const Snapshot& snapshot = side == SideOf::After ? *comparison.after : *comparison.before;
  for (const Edit& edit : comparison.edits) {
    const bool is_policy = edit.key.thing == Thing::Policy;
    policies_.push_back(is_policy ? snapshot.policy_by_name.find(snapshot.names->find(edit.key.id))
                                  : PolicyIndex{});
  }
}

std::vector<std::uint32_t> OneRule::edits_on(const Target& target) const {
  const Engine& engine =
      side_ == SideOf::After ? *comparison_.engine_after : *comparison_.engine_before;
  const Name action = target.action.names.on(side_);
  const ResourceIndex resource = comparison_.resource(target.resource.on(side_), side_);
  const bool is_there = !resource.is_none() && engine.coverage().has_action(resource, action);
  if (!is_there) return {};
  const std::vector<PolicyIndex> covering = engine.coverage().covering(resource, action);
  std::vector<std::uint32_t> found;
  bool has_policy = false;
  for (std::uint32_t e = 0; e < policies_.size(); ++e) {
    const bool is_policy = !policies_[e].is_none();
    if (is_policy && !std::ranges::binary_search(covering, policies_[e])) continue;
    has_policy |= is_policy;
    found.push_back(e);
  }
  if (!has_policy) found.clear();
  return found;
}

}  // namespace accessdrift
