#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/model/glob_index.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// A thing as each of two snapshots declares it; null where one does not.
template <typename T>
struct ThingOnSides {
  const Declared<T>* before = nullptr;
  const Declared<T>* after = nullptr;

  [[nodiscard]] Name name() const { return name_of(*(before ? before : after)->it); }
  [[nodiscard]] bool is_shared() const { return before && after && before->it == after->it; }
};

/// Which things of two snapshots, and which members of their lists, a snapshot between them has.
struct Kept {
  std::vector<ThingOnSides<AttributeDeclaration>> context, attributes;
  std::vector<ThingOnSides<NetworkDeclaration>> networks;
  std::vector<ThingOnSides<WindowDeclaration>> windows;
  std::vector<ThingOnSides<NamedConditionDeclaration>> named_conditions;
  std::vector<ThingOnSides<UserDeclaration>> users;
  std::vector<ThingOnSides<GroupDeclaration>> groups;
  std::vector<ThingOnSides<ScopeDeclaration>> scopes;
  std::vector<ThingOnSides<ClientDeclaration>> clients;
  std::vector<ThingOnSides<TypeDeclaration>> types;
  std::vector<ThingOnSides<ResourceDeclaration>> resources;
  std::vector<ThingOnSides<PolicyDeclaration>> policies;
  std::vector<ThingOnSides<SetDeclaration>> sets;
  std::vector<ThingOnSides<RenameDeclaration>> renames;

  /// All members of all lists; else only those below count.
  bool is_everything = false;
  std::vector<Name> identities;      ///< by which a kept identity may be named
  std::vector<Name> domains;         ///< of kept identities, folded
  std::vector<Name> acting_clients;  ///< kept as identities
  std::vector<Name> resource_names;
  std::vector<Name> group_names, policy_names, set_names, user_attributes, resource_attributes,
      methods;                          ///< sorted
  std::vector<std::string> urls;        ///< texts of patterns, sorted
  std::vector<Mention> spoken_of = {};  ///< of an open directory, which so knows them
  bool lists_others = false;            ///< users who are in every mixture and not kept
  /// Groups with two ids go by the second one in every mixture; `everything` leaves them.
  std::vector<std::pair<Name, Name>> renamed_groups = {};

  [[nodiscard]] bool keeps(const Mention& mention) const {
    if (is_everything) return true;
    switch (mention.kind) {
      case MentionKind::User:
        return std::ranges::find(identities, mention.id) != identities.end();
      case MentionKind::Group:
        return std::ranges::binary_search(group_names, mention.id);
      case MentionKind::Domain:
        return std::ranges::find(domains, mention.id) != domains.end();
      case MentionKind::Client:
        return std::ranges::find(acting_clients, mention.id) != acting_clients.end();
      default:
        return true;
    }
  }
  /// Whether an id or glob of a policy's `to` means a kept resource.
  [[nodiscard]] bool keeps_to(Name to, const Snapshot& texts) const {
    if (is_everything) return true;
    return std::ranges::any_of(resource_names, [&](Name resource) {
      return to == resource || selects(texts.text(to), texts.text(resource));
    });
  }
  /// The kept members of a group, looked for once. Not thread-safe.
  [[nodiscard]] const std::vector<const Mention*>& members(
      const Declared<GroupDeclaration>& group) const;
  [[nodiscard]] bool keeps_attribute_of_user(Name attribute) const {
    return is_everything || std::ranges::binary_search(user_attributes, attribute);
  }
  [[nodiscard]] bool keeps_attribute_of_resource(Name attribute) const {
    return is_everything || std::ranges::binary_search(resource_attributes, attribute);
  }
  [[nodiscard]] bool keeps_method(Name method) const {
    return is_everything || std::ranges::binary_search(methods, method);
  }
  [[nodiscard]] bool keeps(const UrlDeclaration& url) const {
    return is_everything || std::ranges::binary_search(urls, to_text(url.pattern));
  }
  [[nodiscard]] bool keeps(const SetDeclaration::Member& member) const {
    return is_everything ||
           std::ranges::binary_search(member.is_set ? set_names : policy_names, member.id);
  }

  mutable std::map<const GroupDeclaration*, std::vector<const Mention*>> known_members;
};

/// All of both snapshots.
[[nodiscard]] Kept everything(const Snapshot& before, const Snapshot& after);

}  // namespace accessdrift
