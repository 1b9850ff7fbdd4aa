#pragma once

#include <map>
#include <set>
#include <vector>

#include "accessdrift/engine/access_map.h"
#include "accessdrift/engine/condition.h"
#include "accessdrift/engine/group_closure.h"

namespace accessdrift {

/// Memberships of one side that hang on the world (DESIGN §3, groups): who may be among the further
/// members of an open group, and for whom of those whose attributes are not known a rule may hold.
/// Without anybody who is not listed there are none. Not thread-safe.
class PossibleMembers {
 public:
  PossibleMembers(const GroupClosure& groups, Universe& universe);

  /// Whose attributes are not known.
  [[nodiscard]] const IdentitySet& unlisted() const { return unlisted_; }

  /// Who may be in the group, and when: in which worlds, and until a nesting ends. One part for
  /// each way in, so somebody may be in several.
  struct Found {
    std::vector<AccessMap::Part> parts;
    std::set<Name> open_groups;  ///< that make them, by printed id
    bool is_limited = false;     ///< a rule reads what has too many cells: nothing is known
  };
  [[nodiscard]] Found of(GroupIndex group);

 private:
  /// A group inside a group whose own members hang on the world, and until when it is inside.
  struct Source {
    GroupIndex group;
    Instant end = kEndOfTime;
  };
  [[nodiscard]] bool is_source(GroupIndex group) const;
  [[nodiscard]] const std::vector<Source>& sources_in(GroupIndex group);
  [[nodiscard]] std::vector<Source> find_sources(GroupIndex group) const;
  void add_further_members(const Source& source, Found& found);
  void add_by_rule(const Source& source, Found& found);
  /// Who can be a further member of an open group.
  [[nodiscard]] const IdentitySet& eligible(GroupIndex group);

  const Snapshot& snapshot_;
  const Population& population_;
  SideOf side_;
  const GroupClosure& groups_;
  Universe& universe_;
  IdentitySet unlisted_;
  IdentitySet others_;  ///< active people but representatives
  std::vector<bool> is_open_;
  std::map<GroupIndex, std::vector<Source>> sources_;
  std::map<GroupIndex, IdentitySet> eligible_;
  KnownTests known_tests_;
};

}  // namespace accessdrift
