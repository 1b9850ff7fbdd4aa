#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// Which groups an identity is in: a breadth-first walk from those that name it, or whose rule it
/// satisfies, to those that name them. Cycles are legal. Immutable once built; safe to share
/// between threads.
///
/// Cost: building is linear in the memberships, a walk in the groups that are found and the number
/// of rules.
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

  /// Where the identity is made a member of the group, or the group's rule if no member list names
  /// it.
  [[nodiscard]] Span membership(GroupIndex group, UserIndex user) const;
  [[nodiscard]] Span membership(GroupIndex group, GroupIndex member) const;

 private:
  /// Groups by the name that their lists mention: a chain of list entries a name, in the order of
  /// the groups.
  class Mentions {
   public:
    static constexpr std::uint32_t kEnd = 0xFFFF'FFFF;

    Mentions(std::size_t names, std::size_t mentions);
    void add_in_front(Name name, GroupIndex group);
    template <typename See>
    void each(Name name, See&& see) const {
      for (std::uint32_t at = first_[name.index()]; at != kEnd; at = entries_[at].next) {
        see(entries_[at].group);
      }
    }

   private:
    struct Entry {
      GroupIndex group;
      std::uint32_t next;
    };
    std::vector<std::uint32_t> first_;  // by name
    std::vector<Entry> entries_;
  };

  [[nodiscard]] static std::size_t count(const Snapshot& snapshot);

  const Snapshot& snapshot_;
  Mentions of_users_;
  Mentions of_groups_;
  std::vector<GroupIndex> with_rule_;
};

}  // namespace accessdrift::interpreting
