#pragma once

#include <memory>
#include <vector>

#include "accessdrift/engine/attribute_columns.h"
#include "accessdrift/engine/population.h"

namespace accessdrift {

/// The active members of the groups of one side, nested ones and rules included; cycles are legal.
/// Sets are made when first asked for, one for all groups of a cycle, each from those of the groups
/// inside it. Not thread-safe.
class GroupClosure {
 public:
  GroupClosure(const Snapshot& snapshot, const Population& population, SideOf side,
               const IdentitySet& active, AttributeColumns& columns);

  /// Takes the sets of groups that have the same members on the other side from there: `same_there`
  /// says by group which it is there, none if it may differ. REQUIRES: nothing was asked for yet;
  /// both sides have one population.
  void share(GroupClosure& other, std::vector<GroupIndex> same_there);

  [[nodiscard]] const IdentitySet& members(GroupIndex group) { return *shared_members(group); }
  [[nodiscard]] std::shared_ptr<const IdentitySet> shared_members(GroupIndex group);

  /// Groups directly inside a group, in declared order.
  [[nodiscard]] const std::vector<GroupIndex>& nested(GroupIndex group) const {
    return nested_[group.index()];
  }

 private:
  [[nodiscard]] std::shared_ptr<const IdentitySet> from_other_side(GroupIndex group);
  /// Components at or below one whose sets are not made, smallest first; takes those that the other
  /// side has.
  [[nodiscard]] std::vector<std::uint32_t> missing_below(std::uint32_t top);
  /// REQUIRES: the sets of what is inside are made.
  [[nodiscard]] std::shared_ptr<const IdentitySet> make(std::uint32_t component);
  [[nodiscard]] IdentitySet own_members(GroupIndex group);
  [[nodiscard]] IdentitySet by_rule(GroupIndex group);

  const Snapshot& snapshot_;
  const IdentitySet& active_;
  AttributeColumns& columns_;
  NameIndex<IdentityIndex> active_by_name_;  ///< who can sign in, by id and alias
  std::vector<std::vector<GroupIndex>> nested_;
  std::vector<std::uint32_t> component_of_;  ///< numbered so that what is inside comes first
  std::vector<std::vector<GroupIndex>> components_;
  std::vector<std::shared_ptr<const IdentitySet>> sets_;  ///< by component; null until asked for
  GroupClosure* other_ = nullptr;
  std::vector<GroupIndex> same_there_;
};

}  // namespace accessdrift
