#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// Which groups an identity is in: a breadth-first walk from those that name it, or whose rule it satisfies, to those that name them. Cycles are
/// legal. Immutable once built; safe to share between threads.
///
/// Cost: building is linear in the memberships, a walk in the groups that are found and the number of rules.
class GroupWalk {
 public:
  explicit GroupWalk(const Snapshot& snapshot);

  /// A group that was found. `from` is the step whose group is a member of it, or `kDirectly`.
  struct Step {
    static constexpr std::uint32_t kDirectly = 0xFFFF'FFFF;
    GroupIndex group;
    std::uint32_t from = kDirectly;
  };
  /// Whether a group's rule holds for the identity; an error is no.
  using Rule = std::function<bool(const Expression&)>;

  /// Every group that the identity is in, nearest first, each once.
  [[nodiscard]] std::vector<Step> walk(UserIndex user, const Rule& rule_holds) const;

  /// Where the identity is made a member of the group, or the group's rule if no member list names it.
  [[nodiscard]] Span membership(GroupIndex group, UserIndex user) const;
  [[nodiscard]] Span membership(GroupIndex group, GroupIndex member) const;

 private:
  /// Groups by member, as runs of one vector.
  struct GroupsOf {
    std::vector<std::uint32_t> first;
    std::vector<GroupIndex> groups;

    [[nodiscard]] std::span<const GroupIndex> of(std::size_t member) const {
      return std::span(groups).subspan(first[member], first[member + 1] - first[member]);
    }
  };

  const Snapshot& snapshot_;
  GroupsOf of_user_;
  GroupsOf of_group_;
  std::vector<GroupIndex> with_rule_;
};

}  // namespace accessdrift::interpreting
