#include <algorithm>

#include "mutation.h"
#include "parts.h"
#include "vocabulary.h"

namespace accessdrift::property {
namespace {

void replace_mentions(std::vector<std::string>& list, const DraftUser& user,
                      const std::string& id) {
  for (std::string& mention : list) {
    const bool is_id = folded(mention) == folded(user.id);
    if (is_id) mention = id;
  }
}

}  // namespace

void rename_user(Draft& draft, Random& random) {
  DraftUser* user = one_of(draft.users, random);
  const std::string id = fresh_user_id(draft, random);
  if (user == nullptr || id.empty()) return;
  const std::string old = user->id;
  if (random.chance(80)) {
    for (DraftGroup& group : draft.groups) replace_mentions(group.members, *user, id);
    for (DraftPolicy& policy : draft.policies) replace_mentions(policy.who, *user, id);
    for (DraftClient& client : draft.clients) replace_mentions(client.users, *user, id);
  }
  user->id = id;
  switch (random.below(4)) {
    case 0:
      draft.renames[old] = id;
      break;
    case 1:
      draft.renames[id] = old;
      break;
    case 2:
      user->aliases.push_back(old);
      break;
    default:
      break;
  }
}

void swap_ids(Draft& draft, Random& random) {
  DraftUser* user = one_of(draft.users, random);
  DraftUser* other = one_of(draft.users, random);
  if (user != nullptr) std::swap(user->id, other->id);
}

void stray_rename(Draft& draft, Random& random) {
  const std::vector<std::string>& ids = random.chance(60) ? kUserIds : kResourceIds;
  const std::string from = random.pick(ids);
  const std::string to = random.pick(ids);
  if (from != to) draft.renames[from] = to;
}

void rename_policy(Draft& draft, Random& random) {
  DraftPolicy* policy = one_of(draft.policies, random);
  const auto free = free_of(kPolicyIds, [&](const std::string& id) {
    return std::ranges::count(draft.policies, id, &DraftPolicy::id) != 0;
  });
  if (policy == nullptr || free.empty()) return;
  const std::string id = random.pick(free);
  for (DraftSet& set : draft.sets) std::ranges::replace(set.members, policy->id, id);
  policy->id = id;
}

void rename_resource(Draft& draft, Random& random) {
  DraftResource* resource = one_of(draft.resources, random);
  const auto free =
      free_of(kResourceIds, [&](const std::string& id) { return draft.resource(id) != nullptr; });
  if (resource == nullptr || free.empty()) return;
  const std::string old = resource->id;
  resource->id = random.pick(free);
  for (DraftResource& other : draft.resources) {
    if (other.parent == old) other.parent = resource->id;
  }
  for (DraftPolicy& policy : draft.policies) std::ranges::replace(policy.to, old, resource->id);
  if (random.chance(35)) draft.renames[old] = resource->id;
  if (random.chance(15)) draft.renames[resource->id] = old;
}

void rename_group(Draft& draft, Random& random) {
  DraftGroup* group = one_of(draft.groups, random);
  const auto free = free_of(kGroupIds, [&](const std::string& id) {
    return std::ranges::count(draft.groups, id, &DraftGroup::id) != 0;
  });
  if (group == nullptr || free.empty()) return;
  const std::string old = "group:" + group->id;
  group->id = random.pick(free);
  const std::string renamed = "group:" + group->id;
  for (DraftGroup& other : draft.groups) std::ranges::replace(other.members, old, renamed);
  for (DraftPolicy& policy : draft.policies) std::ranges::replace(policy.who, old, renamed);
  for (DraftClient& client : draft.clients) std::ranges::replace(client.users, old, renamed);
  if (random.chance(50)) draft.renames[old] = renamed;
}

}  // namespace accessdrift::property
