#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "accessdrift/model/link_parts.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {
namespace {

template <typename T>
void gather(const std::vector<DeclarationsPointer>& files, std::vector<T> Declarations::*list,
            std::vector<Declared<T>>& table) {
  std::size_t count = 0;
  for (const DeclarationsPointer& file : files) count += ((*file).*list).size();
  table.reserve(count);
  for (const DeclarationsPointer& file : files) {
    for (const T& declared : (*file).*list) table.push_back({&declared, file.get()});
  }
}

void gather_tables(Snapshot& snapshot) {
  const std::vector<DeclarationsPointer>& files = snapshot.files;
  gather(files, &Declarations::users, snapshot.users);
  gather(files, &Declarations::groups, snapshot.groups);
  gather(files, &Declarations::networks, snapshot.networks);
  gather(files, &Declarations::context, snapshot.context);
  gather(files, &Declarations::attributes, snapshot.attributes);
  gather(files, &Declarations::windows, snapshot.windows);
  gather(files, &Declarations::named_conditions, snapshot.named_conditions);
  gather(files, &Declarations::scopes, snapshot.scopes);
  gather(files, &Declarations::clients, snapshot.clients);
  gather(files, &Declarations::types, snapshot.types);
  gather(files, &Declarations::resources, snapshot.resources);
  gather(files, &Declarations::policies, snapshot.policies);
  gather(files, &Declarations::sets, snapshot.sets);
  gather(files, &Declarations::renames, snapshot.renames);
  gather(files, &Declarations::tests, snapshot.tests);
}

/// Which of two declarations of one user counts: a native one, then one that can sign in, so that
/// what an export tells twice hides no access; else the first.
bool outweighs(const Declared<UserDeclaration>& later, const Declared<UserDeclaration>& first) {
  if (later.file->is_native() != first.file->is_native()) return later.file->is_native();
  return later->status == Status::Active && first->status != Status::Active;
}

/// People whom exports list again are not listed twice. Native files that do are wrong, and stay.
void set_repeated_users_aside(Snapshot& snapshot) {
  const bool has_exports = std::ranges::any_of(
      snapshot.files, [](const DeclarationsPointer& file) { return !file->is_native(); });
  if (!has_exports) return;
  std::unordered_map<Name, std::size_t> known;
  std::vector<Declared<UserDeclaration>> users;
  for (const Declared<UserDeclaration>& user : snapshot.users) {
    const auto [at, is_new] = known.try_emplace(user->id, users.size());
    if (is_new || (user.file->is_native() && users[at->second].file->is_native())) {
      users.push_back(user);
    } else if (outweighs(user, users[at->second])) {
      snapshot.repeated_users.push_back(std::exchange(users[at->second], user));
    } else {
      snapshot.repeated_users.push_back(user);
    }
  }
  snapshot.users = std::move(users);
}

/// Of several claims to a name the first holds.
template <typename T, typename Index>
void index_by(const std::vector<Declared<T>>& table, Name T::*name, NameIndex<Index>& names) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Name claimed = table[i].it->*name;
    if (names.find(claimed).is_none()) names.set(claimed, Index{i});
  }
}

/// An id outweighs an alias.
void index_aliases(Snapshot& snapshot) {
  for (std::size_t i = 0; i < snapshot.users.size(); ++i) {
    const Declared<UserDeclaration>& user = snapshot.users[i];
    const Range aliases = user->aliases;
    for (std::uint32_t alias = 0; alias < aliases.count; ++alias) {
      const Name name = user.file->aliases[aliases.first + alias].name;
      if (snapshot.user_by_name.find(name).is_none()) snapshot.user_by_name.set(name, UserIndex{i});
    }
  }
}

}  // namespace

void linking::link_names(Snapshot& snapshot) {
  gather_tables(snapshot);
  set_repeated_users_aside(snapshot);
  snapshot.is_closed = is_closed(snapshot.files);
  index_by(snapshot.users, &UserDeclaration::id, snapshot.user_by_name);
  index_aliases(snapshot);
  index_by(snapshot.groups, &GroupDeclaration::id, snapshot.group_by_name);
  index_by(snapshot.resources, &ResourceDeclaration::id, snapshot.resource_by_name);
  index_by(snapshot.types, &TypeDeclaration::name, snapshot.type_by_name);
  index_by(snapshot.policies, &PolicyDeclaration::id, snapshot.policy_by_name);
  index_by(snapshot.named_conditions, &NamedConditionDeclaration::name, snapshot.condition_by_name);
  index_by(snapshot.sets, &SetDeclaration::id, snapshot.set_by_name);
  index_by(snapshot.clients, &ClientDeclaration::name, snapshot.client_by_name);
}

Snapshot link(std::vector<DeclarationsPointer> files, std::shared_ptr<Names> names,
              std::shared_ptr<const TimeZones> zones) {
  Snapshot snapshot;
  snapshot.schema.zones = std::move(zones);
  snapshot.names = std::move(names);
  snapshot.files = std::move(files);
  linking::link_names(snapshot);
  linking::link_unlisted(snapshot);
  linking::link_schema(snapshot);
  linking::link_networks(snapshot);
  linking::link_windows(snapshot);
  linking::link_scopes(snapshot);
  linking::link_parents(snapshot);
  linking::link_actions(snapshot);
  linking::link_routes(snapshot);
  linking::link_policy_resources(snapshot);
  linking::link_standings(snapshot);
  snapshot.conditions.resize(snapshot.policies.size());
  snapshot.named_expressions.resize(snapshot.named_conditions.size());
  snapshot.rules.resize(snapshot.groups.size());
  snapshot.test_conditions.resize(snapshot.tests.size());
  return snapshot;
}

}  // namespace accessdrift
