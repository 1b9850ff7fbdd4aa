#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/cause/kept.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/drift/says_the_same.h"

namespace accessdrift {

/// A place in a `Table`.
using ThingNumber = std::uint32_t;

/// The things of one kind of both sides, numbered together. What says the same on both is shared.
template <typename T>
class Table {
 public:
  Table(const std::vector<Declared<T>>& before, const std::vector<Declared<T>>& after) {
    things_.reserve(after.size());
    for (const Declared<T>& one : before) at(name_of(*one.it)).before = &one;
    for (const Declared<T>& one : after) at(name_of(*one.it)).after = &one;
    for (ThingOnSides<T>& one : things_) {
      const bool is_on_both = one.before && one.after && !one.is_shared();
      if (is_on_both && says_the_same(*one.before, *one.after)) one.after = one.before;
    }
  }

  [[nodiscard]] std::size_t size() const { return things_.size(); }
  [[nodiscard]] const ThingOnSides<T>& operator[](ThingNumber number) const {
    return things_[number];
  }
  [[nodiscard]] const std::vector<ThingOnSides<T>>& all() const { return things_; }
  /// None: no side has it.
  [[nodiscard]] Id<T> find(Name name) const { return by_name_.find(name); }
  /// Calls `see(declaration)` for each side's; once if they are the same.
  template <typename See>
  void each_side(ThingNumber number, See&& see) const {
    const ThingOnSides<T>& thing = things_[number];
    if (thing.before) see(*thing.before);
    if (thing.after && !thing.is_shared()) see(*thing.after);
  }

 private:
  ThingOnSides<T>& at(Name name) {
    Id<T> found = by_name_.find(name);
    if (found.is_none()) {
      found = Id<T>{things_.size()};
      by_name_.set(name, found);
      things_.emplace_back();
    }
    return things_[found.index()];
  }

  std::vector<ThingOnSides<T>> things_;
  NameIndex<Id<T>> by_name_;
};

/// An identity in a list of its own: which, on which side, until when.
struct Listed {
  ThingNumber list = 0;
  bool is_after = false;
  Instant end = kEndOfTime;
  friend auto operator<=>(const Listed&, const Listed&) = default;
};

/// Two snapshots as one: what is on either side, and what names, contains and covers what on
/// either. Of `identities` only it is known which lists name them. Cost: linear in the members of
/// groups, the lists of policies and the sets.
struct BothSides {
  BothSides(const Comparison& compared, const IdentitySet& identities);

  const Comparison& comparison;
  const Snapshot& before;
  const Snapshot& after;
  Table<GroupDeclaration> groups;
  Table<ResourceDeclaration> resources;
  Table<TypeDeclaration> types;
  Table<PolicyDeclaration> policies;
  Table<SetDeclaration> sets;
  Table<NetworkDeclaration> networks;
  Table<WindowDeclaration> windows;
  Table<NamedConditionDeclaration> named_conditions;
  Table<AttributeDeclaration> context;
  Table<AttributeDeclaration> attributes;
  Table<ScopeDeclaration> scopes;
  Table<ClientDeclaration> clients;

  std::vector<IdentityIndex> asked;  ///< ascending
  /// Place in `asked`, of ids and aliases of either side; and of who has one of them, too.
  NameIndex<Id<struct AskedTag>> asked_by_name;
  std::multimap<Name, Id<struct AskedTag>> others_by_name;
  std::vector<std::vector<Listed>> member_of;        ///< by place in `asked`
  std::vector<bool> is_named_by_alias;               ///< likewise, in some list
  std::vector<std::vector<ThingNumber>> inside_of;   ///< by group: the groups in it, of both sides
  std::vector<std::vector<ThingNumber>> containing;  ///< by group: the groups that it is in
  NameIndex<Id<struct NamingTag>> policies_by_resource;  ///< place in `policies_naming`
  std::vector<std::vector<ThingNumber>> policies_naming;
  std::vector<std::pair<Name, ThingNumber>> globs;  ///< and the policy
  std::vector<bool> may_name_asked;  ///< by policy: an identity that is asked about, or a list
                                     ///< that may hold one
  std::vector<std::vector<ThingNumber>> sets_with_policy;  ///< of each side, repeated or not
  std::vector<std::vector<ThingNumber>> sets_over;         ///< by policy: all in which it stands
  std::vector<bool> is_in_all_of;                          ///< likewise: whether one is an `all-of`
  std::vector<bool> is_edited;                             ///< by policy: it, or its place in a set
  bool are_resources_edited = false;                       ///< them, types, or by which id they go
  std::set<std::string, std::less<>> edited_resources;
  std::map<ThingNumber, ThingNumber> other_group;  ///< of one with another id on the other side
  /// Where the sides differ in whether their directory is closed: who is listed on one side only.
  std::vector<ThingOnSides<UserDeclaration>> users_of_one_side;
  bool lists_users_of_both = false;  ///< and whether there are others

  /// Calls `see(name)` for the identity's ids and what aliases these have on either side, be it for
  /// somebody else: between the two they may be its own.
  template <typename See>
  void each_name(IdentityIndex identity, See&& see) const {
    for (const SideOf of : {SideOf::Before, SideOf::After}) {
      const auto* const declared = user(identity, of);
      if (declared == nullptr) continue;
      see((*declared)->id);
      for (const Snapshot* const side : {&before, &after}) {
        const UserIndex named = side->user_by_name.find((*declared)->id);
        if (named.is_none() || side->users[named.index()]->id != (*declared)->id) continue;
        const Declared<UserDeclaration>& one = side->users[named.index()];
        for (std::uint32_t i = 0; i < one->aliases.count; ++i)
          see(one.file->aliases[one->aliases.first + i].name);
      }
    }
  }
  /// Calls `see(place)` for who is asked about and has the name on either side.
  template <typename See>
  void each_asked(Name name, See&& see) const {
    const Id<AskedTag> first = asked_by_name.find(name);
    if (first.is_none()) return;
    see(first);
    if (others_by_name.empty()) return;
    const auto [begin, end] = others_by_name.equal_range(name);
    for (auto other = begin; other != end; ++other) see(other->second);
  }
  /// REQUIRES: it is one of the identities.
  [[nodiscard]] std::size_t place_of(IdentityIndex identity) const;
  /// Null of who is missing on the side, and of clients.
  [[nodiscard]] const Declared<UserDeclaration>* user(IdentityIndex identity, SideOf side) const;
  /// Notes how a list names one of the identities.
  void note_name(Id<struct AskedTag> place, Name name);

 private:
  void index_identities(const IdentitySet& identities);
  void index_groups();
  void index_members(ThingNumber g, const Declared<GroupDeclaration>& group, bool is_after,
                     bool is_shared);
  void index_policies();
  [[nodiscard]] std::vector<bool> groups_that_may_hold_asked() const;
  void index_named();
  void index_sets();
  void index_renamed_groups();
  void index_users_of_one_side();
  void index_edits();
};

}  // namespace accessdrift
