#pragma once

#include <map>
#include <memory>
#include <vector>

#include "accessdrift/engine/attribute_columns.h"
#include "accessdrift/engine/members.h"
#include "accessdrift/engine/population.h"

namespace accessdrift {

/// The active members of the groups of one side, whatever the world: nested ones, rules and
/// representatives included, each until the earliest end on a path and the latest over all paths;
/// cycles are legal. A client is in no group, whatever a rule says, and no rule is certain to hold
/// for who is not listed. They are made when first asked for, once for all groups of a cycle in
/// which nothing ends, each from those of the groups inside it. Not thread-safe.
class GroupClosure {
 public:
  /// Of the side and from the instant of `columns`: what ends by then is left out.
  GroupClosure(const Snapshot& snapshot, const Population& population, const IdentitySet& active,
               AttributeColumns& columns);

  /// Takes the sets of groups that have the same members on the other side from there: `same_there`
  /// says by group which it is there, none if it may differ. REQUIRES: nothing was asked for yet;
  /// both sides have one population.
  void share(GroupClosure& other, std::vector<GroupIndex> same_there);

  [[nodiscard]] const Members& members(GroupIndex group) { return *shared_members(group); }
  [[nodiscard]] std::shared_ptr<const Members> shared_members(GroupIndex group);

  [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
  [[nodiscard]] const Population& population() const { return population_; }
  [[nodiscard]] SideOf side() const { return columns_.side(); }
  /// Who can sign in at first.
  [[nodiscard]] const IdentitySet& active() const { return active_; }

  /// Groups that contain each other at first, or one that contains itself: each cycle's groups
  /// ascending, cycles by their first one.
  [[nodiscard]] std::vector<std::vector<GroupIndex>> cycles() const;

  /// A group inside a group, until an instant.
  struct Nested {
    GroupIndex group;
    Instant end = kEndOfTime;
  };
  /// Those that are inside at first.
  [[nodiscard]] const std::vector<Nested>& inside(GroupIndex group) const {
    return nested_[group.index()];
  }

 private:
  using MembersPointer = std::shared_ptr<const Members>;
  [[nodiscard]] std::vector<std::vector<GroupIndex>> find_nested();
  [[nodiscard]] MembersPointer from_other_side(GroupIndex group);
  /// Components at or below one whose sets are not made, smallest first; takes those that the other
  /// side has.
  [[nodiscard]] std::vector<std::uint32_t> missing_below(std::uint32_t top);
  /// REQUIRES: the members of what is inside are made.
  void make(std::uint32_t component);
  /// Without the groups of its own cycle.
  void add_own_members(GroupIndex group, MembersBuilder& members);
  [[nodiscard]] bool ends_within(std::uint32_t component) const;
  void make_one_by_one(std::uint32_t component);
  /// Of each attribute that a rule reads.
  [[nodiscard]] std::vector<const AttributeColumn*> columns_of(
      const Expression& rule, const std::vector<std::string>& reads);
  [[nodiscard]] IdentitySet by_rule(GroupIndex group);

  const Snapshot& snapshot_;
  const Population& population_;
  const IdentitySet& active_;
  AttributeColumns& columns_;
  std::map<GroupIndex, IdentityIndex> representatives_;  ///< by open group
  NameIndex<IdentityIndex> active_by_name_;              ///< who can sign in, by id and alias
  std::vector<std::vector<Nested>> nested_;
  Instant from_;
  std::vector<std::uint32_t> component_of_;  ///< numbered so that what is inside comes first
  std::vector<std::vector<GroupIndex>> components_;
  std::vector<MembersPointer> members_;  ///< by group; null until asked for
  GroupClosure* other_ = nullptr;
  std::vector<GroupIndex> same_there_;
};

}  // namespace accessdrift
