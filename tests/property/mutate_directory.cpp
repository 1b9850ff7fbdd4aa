#include <algorithm>

#include "mutation.h"
#include "parts.h"

namespace accessdrift::property {
namespace {

/// All lists that name people.
std::vector<std::vector<std::string>*> lists_of(Draft& draft) {
  std::vector<std::vector<std::string>*> lists;
  for (DraftGroup& group : draft.groups) lists.push_back(&group.members);
  for (DraftPolicy& policy : draft.policies) lists.push_back(&policy.who);
  for (DraftClient& client : draft.clients) {
    if (!client.users.empty()) lists.push_back(&client.users);
  }
  return lists;
}

std::vector<std::string> unlisted(Draft& draft) {
  std::vector<std::string> ids;
  for (const std::vector<std::string>* list : lists_of(draft)) {
    for (const std::string& who : *list) {
      const bool is_id = who.find(':') == std::string::npos && who != "authenticated" &&
                         who != "anonymous" && who != "anyone";
      if (is_id && draft.user(who) == nullptr) ids.push_back(who);
    }
  }
  return ids;
}

/// Who is mentioned now is listed, or goes by another id.
void name_unlisted(Draft& draft, Random& random) {
  const std::vector<std::string> ids = unlisted(draft);
  if (ids.empty()) return;
  const std::string& id = random.pick(ids);
  if (random.chance(50)) {
    draft.users.push_back({id, false, {}, {}, {}, {}, random_attributes(draft, random)});
    return;
  }
  const std::string other = random_unlisted(random);
  for (std::vector<std::string>* list : lists_of(draft)) std::ranges::replace(*list, id, other);
  if (folded(id) != folded(other) && random.chance(60)) draft.renames[id] = other;
}

void open_or_close(Draft& draft, Random& random) {
  if (draft.is_open()) {
    draft.directory = "closed";
  } else if (random.chance(30)) {
    draft.users.clear();
    draft.directory.clear();
  } else {
    draft.directory = "open";
  }
}

}  // namespace

void mutate_directory(Draft& draft, Random& random) {
  const std::vector<std::vector<std::string>*> lists = lists_of(draft);
  switch (random.below(6)) {
    case 0:
      open_or_close(draft, random);
      break;
    case 1:
      drop_one(draft.users, random);
      break;
    case 2:
      name_unlisted(draft, random);
      break;
    case 3:
      if (DraftPolicy* policy = one_of(draft.policies, random))
        put(policy->who, random_within(random).front(), random);
      break;
    default:
      change_list(*random.pick(lists), random_unlisted(random), random);
      break;
  }
}

}  // namespace accessdrift::property
