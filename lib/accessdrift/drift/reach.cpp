#include "accessdrift/drift/reach.h"

#include <algorithm>
#include <string>

namespace accessdrift {
namespace {

/// The sets around the covering policies as a text: equal texts, equal combination of equal leaves.
/// Loose policies do not show: under the root's deny-overrides each speaks for itself.
std::string shape_of(const Snapshot& snapshot, const std::vector<PolicyIndex>& covering) {
  const PolicyTree tree = policy_tree(snapshot, covering);
  if (tree.nodes.empty()) return {};
  std::vector<std::string> texts(tree.nodes.size());
  for (std::size_t n = 0; n < tree.nodes.size(); ++n) {
    const PolicyTree::Node& node = tree.nodes[n];
    if (!node.policy.is_none()) {
      const auto& policy = snapshot.policies[node.policy.index()];
      texts[n] = (policy->effect == Effect::Allow ? "+" : "-") + std::to_string(policy->id.number);
      continue;
    }
    const bool is_root = n + 1 == tree.nodes.size();
    std::string text = std::to_string(static_cast<int>(node.combine)) + "(";
    for (const std::uint32_t child : node.children) {
      if (!is_root || tree.nodes[child].policy.is_none()) text += texts[child] + " ";
    }
    texts[n] = text + ")";
  }
  return texts.back();
}

const PolicyDeclaration& declared(const Snapshot& snapshot, PolicyIndex policy) {
  return *snapshot.policies[policy.index()].it;
}

}  // namespace

std::vector<PolicyIndex> Reach::covering(const ResourceAction& target, SideOf side) const {
  const bool is_before = side == SideOf::Before;
  std::vector<PolicyIndex> all =
      (is_before ? before_ : after_).coverage().covering(target.resource, target.action);
  (is_before ? narrowed_before_ : narrowed_after_).leave_out(all);
  return all;
}

Reach::Side Reach::side(SideOf of, const ResourceAction& target, bool is_same) const {
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

IdentitySet Reach::concerned(const Side& side, PolicyIndex policy) {
  const auto map = side.engine.policy_maps().map(policy, side.target.resource);
  if (map->is_limited) return side.engine.policy_maps().concerned(policy);
  IdentitySet all;
  for (const AccessMap::Part& part : map->map.parts) all |= part.identities;
  if (!all.contains(kAnonymousIdentity)) return all;
  for (const Members::Ending& ending : side.engine.sign_ins().endings) all |= ending.identities;
  return all;
}

IdentitySet Reach::with_later_anonymous(IdentitySet identities) const {
  if (!identities.contains(kAnonymousIdentity)) return identities;
  for (const Engine* const engine : {&before_, &after_}) {
    for (const Members::Ending& ending : engine->sign_ins().endings)
      identities |= ending.identities;
  }
  return identities;
}

IdentitySet Reach::differing_leaf(const Side& b, PolicyIndex before, const Side& a,
                                  PolicyIndex after) {
  if (!is_touched(b, before) && !is_touched(a, after)) return {};
  const bool same_effect =
      declared(b.engine.snapshot(), before).effect == declared(a.engine.snapshot(), after).effect;
  const auto map_before = b.engine.policy_maps().map(before, b.target.resource);
  const auto map_after = a.engine.policy_maps().map(after, a.target.resource);
  if (!same_effect || map_before->is_limited || map_after->is_limited)
    return concerned(b, before) | concerned(a, after);
  return with_later_anonymous(differing(map_before->map, map_after->map) |
                              differing_ends(map_before->endings, map_after->endings) |
                              other_sign_ins_);
}

IdentitySet Reach::of(const ResourceAction& before, const ResourceAction& after, bool is_same) {
  const Side b = side(SideOf::Before, before, is_same);
  const Side a = side(SideOf::After, after, is_same);
  const bool is_shaped_alike =
      shape_of(before_.snapshot(), b.covering) == shape_of(after_.snapshot(), a.covering);

  IdentitySet all;
  std::vector<bool> met(a.covering.size(), false);
  for (const PolicyIndex policy : b.covering) {
    const PolicyIndex partner =
        after_.snapshot().policy_by_name.find(declared(before_.snapshot(), policy).id);
    const auto at = std::ranges::lower_bound(a.covering, partner);
    const bool is_paired = !partner.is_none() && at != a.covering.end() && *at == partner;
    if (is_paired) met[static_cast<std::size_t>(at - a.covering.begin())] = true;
    if (!is_paired || !is_shaped_alike) {
      all |= concerned(b, policy);
    } else {
      all |= differing_leaf(b, policy, a, partner);
    }
  }
  for (std::size_t i = 0; i < a.covering.size(); ++i) {
    if (!met[i] || !is_shaped_alike) all |= concerned(a, a.covering[i]);
  }
  return all;
}

IdentitySet Reach::by_names(const ResourceAction& before, const ResourceAction& after,
                            bool is_same) {
  const Side b = side(SideOf::Before, before, is_same);
  const Side a = side(SideOf::After, after, is_same);
  const bool is_shaped_alike =
      shape_of(before_.snapshot(), b.covering) == shape_of(after_.snapshot(), a.covering);
  IdentitySet all;
  for (const Side* side : {&b, &a}) {
    for (const PolicyIndex policy : side->covering) {
      if (!is_shaped_alike || is_touched(*side, policy))
        all |= side->engine.policy_maps().concerned(policy);
    }
  }
  return all;
}

}  // namespace accessdrift
