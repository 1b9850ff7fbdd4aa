#include "accessdrift/interpreter/reach.h"

#include <algorithm>

namespace accessdrift::interpreting {

Reach::Reach(const Snapshot& snapshot)
    : snapshot_(snapshot), policies_of_(snapshot.resources.size(), [&](const auto& see) {
        for (std::size_t p = 0; p < snapshot.policy_resources.size(); ++p)
          for (const ResourceIndex resource : snapshot.policy_resources[p])
            see(resource.index(), PolicyIndex{p});
      }) {}

std::vector<PolicyIndex> Reach::policies_over(ResourceIndex resource) const {
  std::vector<PolicyIndex> policies;
  for (ResourceIndex at = resource; !at.is_none(); at = snapshot_.parents[at.index()]) {
    const auto known = static_cast<std::ptrdiff_t>(policies.size());
    const std::span<const PolicyIndex> own = policies_of_.of(at.index());
    policies.insert(policies.end(), own.begin(), own.end());
    std::ranges::inplace_merge(policies, policies.begin() + known);
  }
  const auto repeated = std::ranges::unique(policies);
  policies.erase(repeated.begin(), repeated.end());
  return policies;
}

ResourceIndex Reach::named_by(PolicyIndex policy, ResourceIndex resource) const {
  const std::vector<ResourceIndex>& named = snapshot_.policy_resources[policy.index()];
  ResourceIndex at = resource;
  while (!at.is_none() && !std::ranges::binary_search(named, at))
    at = snapshot_.parents[at.index()];
  return at;
}

std::optional<std::size_t> find_action(const Snapshot& snapshot, ResourceIndex resource,
                                       std::string_view action) {
  const std::vector<Name>& names = snapshot.resource_actions[resource.index()]->names;
  const auto found = std::ranges::find(names, snapshot.names->find(action));
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

const NamePlace* covering_action(const PolicyDeclaration& policy, const Snapshot::Actions& actions,
                                 std::size_t asked) {
  const auto find = [&](Name action) -> const NamePlace* {
    const auto found = std::ranges::find(*policy.actions, action, &NamePlace::name);
    return found == policy.actions->end() ? nullptr : &*found;
  };
  if (policy.effect == Effect::Deny) return find(actions.names[asked]);
  for (const Name action : actions.allowed_by[asked]) {
    if (const NamePlace* found = find(action)) return found;
  }
  return nullptr;
}

}  // namespace accessdrift::interpreting
