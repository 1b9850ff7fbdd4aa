#include <algorithm>

#include "accessdrift/model/glob_index.h"
#include "accessdrift/model/link_parts.h"

namespace accessdrift::linking {
namespace {

using Resources = std::vector<ResourceIndex>;

Resources resources_of(const Snapshot& snapshot, GlobIndex& globs,
                       const PolicyDeclaration& policy) {
  Resources resources;
  for (const NamePlace& item : policy.to) {
    if (is_glob(snapshot.text(item.name))) {
      const Resources& matched = globs.matches(item.name);
      resources.insert(resources.end(), matched.begin(), matched.end());
      continue;
    }
    const ResourceIndex resource = snapshot.resource_by_name.find(item.name);
    if (!resource.is_none()) resources.push_back(resource);
  }
  std::ranges::sort(resources);
  const auto repeated = std::ranges::unique(resources);
  resources.erase(repeated.begin(), repeated.end());
  return resources;
}

template <typename Index>
void stand(std::vector<Snapshot::Standing>& standings, Index member, Snapshot::Standing standing) {
  if (member.is_none() || !standings[member.index()].set.is_none()) return;
  standings[member.index()] = standing;
}

}  // namespace

void link_policy_resources(Snapshot& snapshot) {
  GlobIndex globs(snapshot);
  snapshot.policy_resources.reserve(snapshot.policies.size());
  for (const auto& [policy, file] : snapshot.policies) {
    snapshot.policy_resources.push_back(resources_of(snapshot, globs, *policy));
  }
  for (const auto& [test, file] : snapshot.tests)
    snapshot.test_resources.push_back(resources_of(snapshot, globs, test->asked));
}

void link_standings(Snapshot& snapshot) {
  snapshot.policy_standing.resize(snapshot.policies.size());
  snapshot.set_standing.resize(snapshot.sets.size());
  for (std::size_t i = 0; i < snapshot.sets.size(); ++i) {
    const std::vector<SetDeclaration::Member>& members = snapshot.sets[i]->members;
    for (std::size_t position = 0; position < members.size(); ++position) {
      const Snapshot::Standing standing{SetIndex{i}, static_cast<std::uint32_t>(position)};
      const Name id = members[position].id;
      if (members[position].is_set) {
        stand(snapshot.set_standing, snapshot.set_by_name.find(id), standing);
      } else {
        stand(snapshot.policy_standing, snapshot.policy_by_name.find(id), standing);
      }
    }
  }
}

}  // namespace accessdrift::linking
