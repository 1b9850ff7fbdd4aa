#include "accessdrift/lint/ends.h"

#include <fmt/format.h>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

/// As it is listed, if it is.
std::string member_text(const Snapshot& snapshot, const Mention& mention) {
  if (mention.kind == MentionKind::Group)
    return std::string(kGroupPrefix) + std::string(snapshot.text(mention.id));
  const UserIndex user = snapshot.user_by_name.find(mention.id);
  return std::string(user.is_none() ? snapshot.text(mention.id) : snapshot.user_id(user));
}

}  // namespace

std::vector<End> ends_declared(const Snapshot& snapshot) {
  std::vector<End> ends;
  for (std::size_t u = 0; u < snapshot.declared_users(); ++u) {
    const auto& user = snapshot.users[u];
    if (!user->has_until) continue;
    const std::string id(snapshot.user_id(UserIndex{u}));
    ends.push_back({user.file->until_of(*user.it).end,
                    user.key(),
                    fmt::format("the account of `{}`", shortened(id)),
                    {},
                    id});
  }
  for (const auto& group : snapshot.groups) {
    for (const Mention& mention : members_of(group)) {
      if (!mention.has_until) continue;
      const std::string member = member_text(snapshot, mention);
      const std::string_view id = snapshot.text(group->id);
      ends.push_back(
          {group.file->until_of(mention).end, group.span(mention.place),
           fmt::format("the membership of `{}` in group `{}`", shortened(member), shortened(id)),
           std::string(id), member});
    }
  }
  return ends;
}

}  // namespace accessdrift
