#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "accessdrift/interpreter/moment.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// Which groups an identity is in: those that name it, or whose rule it satisfies, and those that
/// name them. Cycles are legal. Immutable once built; safe to share between threads.
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
  /// What makes the identity a member beside lists.
  struct Belonging {
    std::function<bool(GroupIndex)> by_rule;            ///< the group's rule; an error is no
    std::function<bool(GroupIndex)> as_further_member;  ///< of an open group
  };

  /// Every group that the identity is in at an instant, nearest first, each once. Without one: that
  /// it is ever in.
  [[nodiscard]] std::vector<Step> walk(UserIndex user, const Belonging& belongs,
                                       std::optional<Instant> at) const;

  /// A group, and the first instant at which the identity is not in it any more.
  struct Stay {
    GroupIndex group;
    Instant end = kForever;
    friend bool operator==(const Stay&, const Stay&) = default;
  };
  /// Every group that the identity is ever in, ascending: of a path the earliest end, of several
  /// paths the latest.
  [[nodiscard]] std::vector<Stay> stays(UserIndex user, const Belonging& belongs) const;
  /// Likewise of whoever is in these groups.
  [[nodiscard]] std::vector<Stay> with_containing(const std::vector<Stay>& direct) const;

  /// Whether the identity, or another group, is a member itself then, and not through one.
  [[nodiscard]] bool has_member(GroupIndex group, UserIndex user, const Belonging& belongs,
                                std::optional<Instant> at) const;
  [[nodiscard]] bool has_member(GroupIndex group, GroupIndex member,
                                std::optional<Instant> at) const;

  /// Where the identity is made a member of the group; if no member list names it at that instant
  /// the group's rule, or what says that the group is open.
  [[nodiscard]] Span membership(GroupIndex group, UserIndex user, std::optional<Instant> at) const;
  [[nodiscard]] Span membership(GroupIndex group, GroupIndex member) const;

 private:
  /// Groups by the name that their lists mention: a chain of list entries a name, in the order of
  /// the groups.
  class Mentions {
   public:
    static constexpr std::uint32_t kEnd = 0xFFFF'FFFF;

    Mentions(std::size_t names, std::size_t mentions);
    void add_in_front(Name name, GroupIndex group, Instant end);
    template <typename See>
    void each(Name name, See&& see) const {
      for (std::uint32_t at = first_[name.index()]; at != kEnd; at = entries_[at].next) {
        see(entries_[at].group, entries_[at].end);
      }
    }

   private:
    struct Entry {
      Instant end;
      GroupIndex group;
      std::uint32_t next;
    };
    std::vector<std::uint32_t> first_;  // by name
    std::vector<Entry> entries_;
  };

  [[nodiscard]] static std::size_t count(const Snapshot& snapshot);
  /// The groups that name the identity, with the end of each membership, and those to which it
  /// belongs otherwise: a representative to its own.
  template <typename See>
  void each_direct(UserIndex user, const Belonging& belongs, See&& see) const;

  const Snapshot& snapshot_;
  Mentions of_users_;
  Mentions of_groups_;
  std::vector<GroupIndex> with_rule_;
  std::vector<GroupIndex> open_;
};

}  // namespace accessdrift::interpreting
