#include "accessdrift/engine/coverage.h"

#include <algorithm>
#include <span>

namespace accessdrift {

Coverage::Coverage(const Snapshot& snapshot)
    : snapshot_(snapshot), policies_of_(snapshot.resources.size(), [&](const auto& see) {
        for (std::size_t p = 0; p < snapshot.policy_resources.size(); ++p)
          for (const ResourceIndex resource : snapshot.policy_resources[p])
            see(resource.index(), PolicyIndex{p});
      }) {}

std::vector<PolicyIndex> Coverage::over(ResourceIndex resource) const {
  std::vector<PolicyIndex> all;
  for (ResourceIndex at = resource; !at.is_none(); at = snapshot_.parents[at.index()]) {
    const auto known = static_cast<std::ptrdiff_t>(all.size());
    const std::span<const PolicyIndex> own = policies_of_.of(at.index());
    all.insert(all.end(), own.begin(), own.end());
    std::ranges::inplace_merge(all, all.begin() + known);
  }
  const auto repeated = std::ranges::unique(all);
  all.erase(repeated.begin(), repeated.end());
  return all;
}

std::vector<PolicyIndex> Coverage::covering(ResourceIndex resource, Name action) const {
  std::vector<PolicyIndex> all = over(resource);
  std::erase_if(all, [&](PolicyIndex policy) { return !covers_action(policy, resource, action); });
  return all;
}

bool Coverage::covers_action(PolicyIndex policy, ResourceIndex resource, Name action) const {
  const PolicyDeclaration& declared = *snapshot_.policies[policy.index()].it;
  if (!declared.actions) return true;
  const auto names = [&](Name wanted) {
    return std::ranges::find(*declared.actions, wanted, &NamePlace::name) !=
           declared.actions->end();
  };
  if (declared.effect == Effect::Deny) return names(action);
  const Snapshot::Actions& actions = *snapshot_.resource_actions[resource.index()];
  const auto at = std::ranges::find(actions.names, action);
  if (at == actions.names.end()) return false;
  return std::ranges::any_of(
      actions.allowed_by[static_cast<std::size_t>(at - actions.names.begin())], names);
}

bool Coverage::has_action(ResourceIndex resource, Name action) const {
  const auto& names = snapshot_.resource_actions[resource.index()]->names;
  return std::ranges::find(names, action) != names.end();
}

std::vector<ResourceIndex> Coverage::reached(PolicyIndex policy) const {
  std::vector<ResourceIndex> all = snapshot_.policy_resources[policy.index()];
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& children = snapshot_.children[all[i].index()];
    all.insert(all.end(), children.begin(), children.end());
  }
  std::ranges::sort(all);
  const auto repeated = std::ranges::unique(all);
  all.erase(repeated.begin(), repeated.end());
  return all;
}

}  // namespace accessdrift
