#include "accessdrift/cause/mixed_groups.h"

#include <algorithm>
#include <map>

namespace accessdrift {

void name_renamed_groups(const std::vector<std::pair<Name, Name>>& renamed, Name nothing,
                         Declarations& mixture) {
  if (renamed.empty()) return;
  const auto has = [&](Name id) {
    return std::ranges::find(mixture.groups, id, &GroupDeclaration::id) != mixture.groups.end();
  };
  std::map<Name, Name> now;
  for (const auto& [before, after] : renamed) {
    now[before] = has(before) ? after : nothing;
    now[after] = has(after) ? after : nothing;
  }
  const auto rename_id = [&](Name& id) {
    if (const auto found = now.find(id); found != now.end()) id = found->second;
  };
  const auto rename = [&](Mention& mention) {
    if (mention.kind == MentionKind::Group) rename_id(mention.id);
  };
  std::ranges::for_each(mixture.mentions, rename);
  for (PolicyDeclaration& policy : mixture.policies) std::ranges::for_each(policy.who, rename);
  for (ClientDeclaration& client : mixture.clients) {
    if (client.users) std::ranges::for_each(*client.users, rename);
  }
  for (GroupDeclaration& group : mixture.groups) rename_id(group.id);
}

}  // namespace accessdrift
