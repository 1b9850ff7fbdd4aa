#include <memory>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/model/link_parts.h"
#include "accessdrift/model/unlisted.h"

namespace accessdrift {
namespace {

/// Calls `see(file, mentions)` for each list that names identities.
template <typename See>
void each_list(const Snapshot& snapshot, See&& see) {
  for (const auto& group : snapshot.groups) see(*group.file, members_of(group));
  for (const auto& [policy, file] : snapshot.policies) see(*file, std::span(policy->who));
  for (const auto& [client, file] : snapshot.clients) {
    if (client->users) see(*file, std::span(*client->users));
  }
}

/// A group of another system, of which only that it is mentioned is known.
void add_unlisted_group(Snapshot& snapshot, const Declarations& file, const Mention& mention) {
  auto group = std::make_shared<GroupDeclaration>();
  group->id = mention.id;
  group->key = group->body = group->open_place = mention.place;
  group->is_open = group->is_unlisted = true;
  snapshot.group_by_name.set(mention.id, GroupIndex{snapshot.groups.size()});
  snapshot.groups.push_back({group.get(), &file});
  snapshot.unlisted_groups.push_back(std::move(group));
}

void add_unlisted_groups(Snapshot& snapshot) {
  std::vector<std::pair<const Declarations*, const Mention*>> found;
  each_list(snapshot, [&](const Declarations& file, std::span<const Mention> mentions) {
    if (file.is_native()) return;
    for (const Mention& mention : mentions) {
      if (mention.kind == MentionKind::Group) found.emplace_back(&file, &mention);
    }
  });
  for (const auto& [file, mention] : found) {
    if (snapshot.group_by_name.find(mention->id).is_none())
      add_unlisted_group(snapshot, *file, *mention);
  }
}

void add_representatives(Snapshot& snapshot) {
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const auto& group = snapshot.groups[g];
    const GroupIndex index{g};
    if (!group->is_open || snapshot.group_by_name.find(group->id) != index) continue;
    snapshot.open_groups.push_back(index);
    const std::string id = std::string(kMemberPrefix) + std::string(snapshot.text(group->id));
    add_unlisted(snapshot, {Unlisted::Kind::Representative, index, {}}, id,
                 {group.file, group->key});
  }
}

void add_mentioned(Snapshot& snapshot, const Declarations& file,
                   std::span<const Mention> mentions) {
  for (const Mention& mention : mentions) {
    if (mention.kind != MentionKind::User || !snapshot.user_by_name.find(mention.id).is_none())
      continue;
    add_unlisted(snapshot, {Unlisted::Kind::Mentioned, {}, {}},
                 std::string(snapshot.text(mention.id)), {&file, mention.place});
  }
}

}  // namespace

void add_unlisted(Snapshot& snapshot, Unlisted unlisted, const std::string& spelling,
                  const UnlistedPlace& by) {
  UserDeclaration user;
  std::string buffer;
  user.id = snapshot.names->intern(folded_identity(spelling, buffer));
  user.spelling = snapshot.names->intern(spelling);
  user.key = user.body = by.place;
  snapshot.user_by_name.set(user.id, UserIndex{snapshot.users.size()});
  snapshot.unlisted.push_back(unlisted);
  snapshot.unlisted_declarations.push_back(std::make_shared<const UserDeclaration>(user));
  snapshot.users.push_back({snapshot.unlisted_declarations.back().get(), by.file});
}

std::set<std::string> domains_of(const Snapshot& snapshot) {
  std::set<std::string> domains;
  for (const auto& [user, file] : snapshot.users) {
    const std::string_view id = snapshot.text(user->id);
    const std::size_t at = id.rfind('@');
    if (at != std::string_view::npos && !id.starts_with(kMemberPrefix))
      domains.insert(fold_ascii(id.substr(at + 1)));
  }
  each_list(snapshot, [&](const Declarations&, std::span<const Mention> mentions) {
    for (const Mention& mention : mentions) {
      if (mention.kind == MentionKind::Domain)
        domains.insert(fold_ascii(snapshot.text(mention.id)));
    }
  });
  for (const auto& [group, file] : snapshot.groups) {
    for (const NamePlace& domain : group->within)
      domains.insert(fold_ascii(snapshot.text(domain.name)));
  }
  return domains;
}

void add_stranger(Snapshot& snapshot, const std::string& domain) {
  const Name name = domain == kAnyDomain ? Name{} : snapshot.names->intern(domain);
  add_unlisted(snapshot, {Unlisted::Kind::Stranger, {}, name},
               std::string(kStrangerPrefix) + domain, {snapshot.files.front().get(), {}});
}

void linking::link_unlisted(Snapshot& snapshot) {
  add_unlisted_groups(snapshot);
  add_representatives(snapshot);
  if (snapshot.is_closed) return;
  each_list(snapshot, [&](const Declarations& file, std::span<const Mention> mentions) {
    add_mentioned(snapshot, file, mentions);
  });
  for (const std::string& domain : domains_of(snapshot)) add_stranger(snapshot, domain);
  add_stranger(snapshot, std::string(kAnyDomain));
}

}  // namespace accessdrift
