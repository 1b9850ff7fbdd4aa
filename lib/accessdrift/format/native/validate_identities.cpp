#include <algorithm>

#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/native/validation.h"

namespace accessdrift::native {
namespace {

/// Of a thing without a name index; of several claims to a name the first holds.
template <typename T>
void check_defined_once(Validation& validation, std::string_view kind,
                        const std::vector<Declared<T>>& table, Name T::*name) {
  std::unordered_map<Name, std::size_t> first;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto [known, is_new] = first.emplace(table[i].it->*name, i);
    if (is_new) continue;
    const std::string_view text = validation.snapshot.text(table[i].it->*name);
    report_defined_twice(validation, kind, text, table[i].key(), table[known->second].key());
  }
}

template <typename T, typename Index>
void check_defined_once(Validation& validation, std::string_view kind,
                        const std::vector<Declared<T>>& table, Name T::*name,
                        const NameIndex<Index>& names) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Index holder = names.find(table[i].it->*name);
    if (holder == Index{i}) continue;
    const std::string_view text = validation.snapshot.text(table[i].it->*name);
    report_defined_twice(validation, kind, text, table[i].key(), table[holder.index()].key());
  }
}

void check_directory_once(Validation& validation) {
  const Declarations* first = nullptr;
  for (const DeclarationsPointer& file : validation.snapshot.files) {
    if (!file->directory || !file->is_native()) continue;
    if (first == nullptr) {
      first = file.get();
      continue;
    }
    report_defined_twice(validation, "key", "directory", file->span(file->directory->key),
                         first->span(first->directory->key));
  }
}

Span place_of_claim(const Snapshot& snapshot, UserIndex holder, Name name) {
  const auto& declared = snapshot.users[holder.index()];
  if (declared->id == name) return declared.key();
  const auto begin = declared.file->aliases.begin() + declared->aliases.first;
  const auto claim = std::find_if(begin, begin + declared->aliases.count,
                                  [&](const NamePlace& alias) { return alias.name == name; });
  return declared.span(claim->place);
}

void check_alias(Validation& validation, UserIndex user, const NamePlace& alias) {
  const Snapshot& snapshot = validation.snapshot;
  const UserIndex holder = snapshot.user_by_name.find(alias.name);
  const auto& declared = snapshot.users[user.index()];
  if (holder == user && declared->id != alias.name) return;
  const bool is_id = snapshot.users[holder.index()]->id == alias.name;
  Diagnostic& diagnostic = report(
      validation, "alias-taken",
      "alias " + quoted(snapshot.text(alias.name)) + " of user " + quoted(snapshot.user_id(user)) +
          (is_id ? " is already an id"
                 : " is already an alias of " + quoted(snapshot.user_id(holder))),
      declared.span(alias.place));
  diagnostic.label = "an alias names one identity";
  diagnostic.notes.push_back({place_of_claim(snapshot, holder, alias.name), "claimed here"});
  settle_severity(validation, diagnostic);
}

void check_aliases(Validation& validation, UserIndex user) {
  const auto& [declared, file] = validation.snapshot.users[user.index()];
  if (validation.snapshot.user_by_name.find(declared->id) != user) return;
  for (std::uint32_t i = 0; i < declared->aliases.count; ++i) {
    check_alias(validation, user, file->aliases[declared->aliases.first + i]);
  }
}

void check_uid(Validation& validation, UserIndex user, NameIndex<UserIndex>& holders) {
  const Snapshot& snapshot = validation.snapshot;
  const auto& declared = snapshot.users[user.index()];
  if (declared->uid.is_none() || snapshot.user_by_name.find(declared->id) != user) return;
  const UserIndex holder = holders.find(declared->uid);
  if (holder.is_none()) return holders.set(declared->uid, user);
  Diagnostic& diagnostic = report(validation, "duplicate-uid",
                                  "users " + quoted(snapshot.user_id(holder)) + " and " +
                                      quoted(snapshot.user_id(user)) + " have one uid, " +
                                      quoted(snapshot.text(declared->uid)),
                                  declared.key());
  diagnostic.label = "a uid belongs to one identity";
  diagnostic.notes.push_back({snapshot.users[holder.index()].key(), "the other one"});
  settle_severity(validation, diagnostic);
}

/// Members of groups and whom policies and clients name, checked against what exists.
class MentionCheck {
 public:
  explicit MentionCheck(Validation& validation)
      : validation_(validation), is_alias_(validation.snapshot.names->size()) {
    for (const DeclarationsPointer& file : validation.snapshot.files) {
      for (const NamePlace& alias : file->aliases) is_alias_[alias.name.index()] = true;
    }
  }

  /// `where` is asked only if something is wrong.
  template <typename Where>
  void check(const Declarations& file, std::span<const Mention> mentions, Where where) {
    bool has_alias = false;
    for (const Mention& mention : mentions) {
      if (const auto missing = missing_of(mention); missing && !mention.may_be_nobodys)
        report_missing(validation_, *missing, mention.id, where(), file.span(mention.place));
      has_alias |= mention.kind == MentionKind::User && is_alias_[mention.id.index()];
    }
    if (has_alias && file.is_native()) check_identities_once(file, mentions, where);
  }

 private:
  /// What is mentioned and does not exist.
  [[nodiscard]] std::optional<Kind> missing_of(const Mention& mention) const {
    const Snapshot& snapshot = validation_.snapshot;
    const auto unless = [](bool exists, Kind kind) {
      return exists ? std::nullopt : std::optional(kind);
    };
    if (mention.kind == MentionKind::Group)
      return unless(!snapshot.group_by_name.find(mention.id).is_none(), Kind::Group);
    if (mention.kind == MentionKind::Client)
      return unless(!snapshot.client_by_name.find(mention.id).is_none(), Kind::Client);
    if (mention.kind == MentionKind::User)
      return unless(!snapshot.user_by_name.find(mention.id).is_none(), Kind::User);
    return std::nullopt;
  }

  /// An id and its alias name one identity.
  template <typename Where>
  void check_identities_once(const Declarations& file, std::span<const Mention> mentions,
                             Where where) {
    const Snapshot& snapshot = validation_.snapshot;
    std::unordered_map<UserIndex, const Mention*> first;
    for (const Mention& mention : mentions) {
      if (mention.kind != MentionKind::User) continue;
      const UserIndex user = snapshot.user_by_name.find(mention.id);
      if (user.is_none()) continue;
      const auto [known, is_new] = first.emplace(user, &mention);
      if (is_new || known->second->id == mention.id) continue;
      Diagnostic& diagnostic = report(validation_, "repeated-member",
                                      quoted(snapshot.text(mention.id)) + " and " +
                                          quoted(snapshot.text(known->second->id)) + " in " +
                                          where() + " are one identity",
                                      file.span(mention.place));
      diagnostic.label = "named again";
      diagnostic.notes.push_back({file.span(known->second->place), "first named here"});
    }
  }

  Validation& validation_;
  std::vector<bool> is_alias_;
};

}  // namespace

void validate_definitions(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  check_directory_once(validation);
  check_defined_once(validation, "user", side.users, &UserDeclaration::id, side.user_by_name);
  for (const Declared<UserDeclaration>& repeated : side.repeated_users) {
    if (repeated->yields) continue;  // to whoever lists it, too
    const UserIndex counted = side.user_by_name.find(repeated->id);
    report_defined_twice(validation, "user", side.text(repeated->id), repeated.key(),
                         side.users[counted.index()].key());
  }
  check_defined_once(validation, "group", side.groups, &GroupDeclaration::id, side.group_by_name);
  check_defined_once(validation, "resource", side.resources, &ResourceDeclaration::id,
                     side.resource_by_name);
  check_defined_once(validation, "type", side.types, &TypeDeclaration::name, side.type_by_name);
  check_defined_once(validation, "policy", side.policies, &PolicyDeclaration::id,
                     side.policy_by_name);
  check_defined_once(validation, "set", side.sets, &SetDeclaration::id, side.set_by_name);
  check_defined_once(validation, "network", side.networks, &NetworkDeclaration::name);
  check_defined_once(validation, "window", side.windows, &WindowDeclaration::name);
  check_defined_once(validation, "request attribute", side.context, &AttributeDeclaration::name);
  check_defined_once(validation, "attribute", side.attributes, &AttributeDeclaration::name);
  check_defined_once(validation, "scope", side.scopes, &ScopeDeclaration::name);
  check_defined_once(validation, "client", side.clients, &ClientDeclaration::name,
                     side.client_by_name);
  check_defined_once(validation, "rename", side.renames, &RenameDeclaration::from);
}

void validate_users(Validation& validation) {
  NameIndex<UserIndex> uid_holders;
  for (std::size_t i = 0; i < validation.snapshot.users.size(); ++i) {
    check_aliases(validation, UserIndex{i});
    check_uid(validation, UserIndex{i}, uid_holders);
  }
}

void validate_groups(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  MentionCheck mentions(validation);
  for (const auto& group : side.groups) {
    mentions.check(*group.file, members_of(group),
                   [&, id = group->id] { return "`members` of " + named("group", side.text(id)); });
  }
  for (const auto& [policy, file] : side.policies) {
    const std::string_view effect = policy->effect == Effect::Allow ? "`allow`" : "`deny`";
    mentions.check(*file, policy->who, [&, id = policy->id] {
      return std::string(effect) + " of " + named("policy", side.text(id));
    });
  }
  for (const auto& [client, file] : side.clients) {
    if (!client->users) continue;
    mentions.check(*file, *client->users, [&, name = client->name] {
      return "`users` of " + named("client", side.text(name));
    });
  }
  for (const auto& [test, file] : side.tests)
    mentions.check(*file, test->asked.who, [] { return std::string("`who` of a test"); });
}

}  // namespace accessdrift::native
