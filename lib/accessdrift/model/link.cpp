#include <algorithm>
#include <compare>
#include <map>
#include <memory>
#include <span>
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

/// Who can sign in for longer is greater.
std::weak_ordering by_end(const Declared<UserDeclaration>& one,
                          const Declared<UserDeclaration>& other) {
  if (!one->has_until || !other->has_until) return !one->has_until <=> !other->has_until;
  return one.file->until_of(*one.it).end <=> other.file->until_of(*other.it).end;
}

/// Which of two declarations of one user counts: a native one, then one of the directory that has
/// the user, then one that can sign in, then of these the one that can for longer, so that what an
/// export tells twice hides no access; then one with a stable id, else the first.
bool outweighs(const Declared<UserDeclaration>& later, const Declared<UserDeclaration>& first) {
  if (later.file->is_native() != first.file->is_native()) return later.file->is_native();
  if (later->yields != first->yields) return first->yields;
  const bool is_active = later->status == Status::Active;
  if (is_active != (first->status == Status::Active)) return is_active;
  const std::weak_ordering order =
      is_active ? by_end(later, first) : std::weak_ordering::equivalent;
  if (order != 0) return order > 0;
  return first->uid.is_none() && !later->uid.is_none();
}

/// Users as one file declares them, with attributes that others tell of them.
class JoinedUsers {
 public:
  explicit JoinedUsers(const Declarations& file) {
    joined_.text = file.text;
    joined_.bytes_tell = false;
    joined_.format = file.format;
  }

  void add(const Declared<UserDeclaration>& user,
           const std::vector<Declared<UserDeclaration>>& others) {
    UserDeclaration one = *user.it;
    const auto index = static_cast<std::uint32_t>(joined_.users.size());
    if (one.has_until) joined_.sign_in_ends.emplace_back(index, user.file->until_of(*user.it));
    one.aliases.first = static_cast<std::uint32_t>(joined_.aliases.size());
    const auto aliases =
        std::span(user.file->aliases).subspan(user->aliases.first, user->aliases.count);
    joined_.aliases.insert(joined_.aliases.end(), aliases.begin(), aliases.end());
    one.attributes = {static_cast<std::uint32_t>(joined_.attribute_values.size()), 0};
    add_values(user, one.attributes);
    for (const Declared<UserDeclaration>& other : others) add_values(other, one.attributes);
    joined_.users.push_back(one);
  }

  [[nodiscard]] DeclarationsPointer take() {
    return std::make_shared<const Declarations>(std::move(joined_));
  }

 private:
  /// Those that are not told yet.
  void add_values(const Declared<UserDeclaration>& user, Range& range) {
    for (std::uint32_t i = 0; i < user->attributes.count; ++i) {
      AttributeValue value = user.file->attribute_values[user->attributes.first + i];
      const auto told = std::span(joined_.attribute_values).subspan(range.first);
      if (std::ranges::find(told, value.attribute, &AttributeValue::attribute) != told.end())
        continue;
      if (value.text == nullptr && user.file->text != joined_.text)
        value.text = user.file->text.get();
      joined_.attribute_values.push_back(value);
      ++range.count;
    }
  }

  Declarations joined_;
};

/// What counts of a user is all that one declaration says, but for attributes that it does not
/// tell: these are as another one has them, so that each system finds its own.
void join_attributes(Snapshot& snapshot) {
  std::unordered_map<Name, std::vector<Declared<UserDeclaration>>> others;
  for (const Declared<UserDeclaration>& repeated : snapshot.repeated_users)
    if (repeated->attributes.count > 0) others[repeated->id].push_back(repeated);
  if (others.empty()) return;
  std::map<const Declarations*, std::vector<std::size_t>> by_file;
  for (std::size_t u = 0; u < snapshot.users.size(); ++u)
    if (others.contains(snapshot.users[u]->id)) by_file[snapshot.users[u].file].push_back(u);
  for (const auto& [file, users] : by_file) {
    JoinedUsers joined(*file);
    for (const std::size_t u : users)
      joined.add(snapshot.users[u], others.at(snapshot.users[u]->id));
    snapshot.joined_users.push_back(joined.take());
    const Declarations& made = *snapshot.joined_users.back();
    for (std::size_t i = 0; i < users.size(); ++i)
      snapshot.users[users[i]] = {&made.users[i], &made};
  }
}

/// People whom exports list again are not listed twice. Native files that do are wrong, and stay.
void set_repeated_users_aside(Snapshot& snapshot) {
  const bool has_exports = std::ranges::any_of(
      snapshot.files, [](const DeclarationsPointer& file) { return !file->is_native(); });
  if (!has_exports) return;
  NameIndex<UserIndex> known(snapshot.names->size());
  std::vector<Declared<UserDeclaration>> users;
  for (const Declared<UserDeclaration>& user : snapshot.users) {
    const UserIndex at = known.find(user->id);
    if (at.is_none()) known.set(user->id, UserIndex{users.size()});
    if (at.is_none() || (user.file->is_native() && users[at.index()].file->is_native())) {
      users.push_back(user);
    } else if (outweighs(user, users[at.index()])) {
      snapshot.repeated_users.push_back(std::exchange(users[at.index()], user));
    } else {
      snapshot.repeated_users.push_back(user);
    }
  }
  snapshot.users = std::move(users);
}

/// What several systems know of a request is declared by each of them; it is one attribute.
void join_equal_attributes(Snapshot& snapshot) {
  std::unordered_map<Name, const AttributeDeclaration*> known;
  std::erase_if(snapshot.context, [&](const Declared<AttributeDeclaration>& one) {
    if (one.file->is_native()) return false;
    const auto [first, is_new] = known.try_emplace(one->name, one.it);
    return !is_new && first->second->type == one->type;
  });
}

/// Of several claims to a name the first holds.
template <typename T, typename Index>
void index_by(const std::vector<Declared<T>>& table, Name T::*name, NameIndex<Index>& names) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Name claimed = table[i].it->*name;
    if (names.find(claimed).is_none()) names.set(claimed, Index{i});
  }
}

void index_aliases_of(Snapshot& snapshot, const Declared<UserDeclaration>& user, UserIndex index) {
  const Range aliases = user->aliases;
  for (std::uint32_t alias = 0; alias < aliases.count; ++alias) {
    const Name name = user.file->aliases[aliases.first + alias].name;
    if (snapshot.user_by_name.find(name).is_none()) snapshot.user_by_name.set(name, index);
  }
}

/// An id outweighs an alias. What is set aside of a person names it all the same, and so does an id
/// as it is spelled, where a system folds what is no address.
void index_aliases(Snapshot& snapshot) {
  for (std::size_t i = 0; i < snapshot.users.size(); ++i)
    index_aliases_of(snapshot, snapshot.users[i], UserIndex{i});
  for (const Declared<UserDeclaration>& repeated : snapshot.repeated_users) {
    const UserIndex counts = snapshot.user_by_name.find(repeated->id);
    if (!counts.is_none()) index_aliases_of(snapshot, repeated, counts);
  }
  for (std::size_t i = 0; i < snapshot.users.size(); ++i) {
    const Name spelling = snapshot.users[i]->spelling;
    if (!snapshot.users[i].file->is_native() && snapshot.user_by_name.find(spelling).is_none())
      snapshot.user_by_name.set(spelling, UserIndex{i});
  }
}

}  // namespace

void linking::link_names(Snapshot& snapshot) {
  gather_tables(snapshot);
  set_repeated_users_aside(snapshot);
  join_attributes(snapshot);
  join_equal_attributes(snapshot);
  snapshot.is_closed = is_closed(snapshot.files);
  const Declared<DirectoryDeclaration> directory = snapshot.directory();
  snapshot.is_list_cut = directory.it != nullptr && directory->is_cut;
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
