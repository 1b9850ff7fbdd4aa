#pragma once

#include <memory>
#include <vector>

#include "accessdrift/engine/attribute_columns.h"
#include "accessdrift/engine/members.h"
#include "accessdrift/engine/population.h"

namespace accessdrift {

/// The active members of the groups of one side, nested ones and rules included, each until the
/// earliest end on a path and the latest over all paths; cycles are legal. A client is in no group,
/// whatever a rule says. They are made when first asked for, once for all groups of a cycle in
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

 private:
  /// A group inside a group, until an instant.
  struct Nested {
    GroupIndex group;
    Instant end = kEndOfTime;
  };
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
  [[nodiscard]] IdentitySet by_rule(GroupIndex group);

  const Snapshot& snapshot_;
  const Population& population_;
  const IdentitySet& active_;
  AttributeColumns& columns_;
  NameIndex<IdentityIndex> active_by_name_;  ///< who can sign in, by id and alias
  std::vector<std::vector<Nested>> nested_;
  Instant from_;
  std::vector<std::uint32_t> component_of_;  ///< numbered so that what is inside comes first
  std::vector<std::vector<GroupIndex>> components_;
  std::vector<MembersPointer> members_;  ///< by group; null until asked for
  GroupClosure* other_ = nullptr;
  std::vector<GroupIndex> same_there_;
};

}  // namespace accessdrift
