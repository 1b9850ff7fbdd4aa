#pragma once

#include <map>
#include <span>

#include "accessdrift/engine/possible_members.h"

namespace accessdrift {

/// Whom a list names.
struct Naming {
  Members certain;  ///< whatever the world
  /// Nobody of `certain`, disjoint: who is named in some worlds, or longer in some, and when.
  std::vector<AccessMap::Part> possible;
  std::set<Name> open_groups;  ///< whose further members those are
  bool is_limited = false;  ///< who may be named is not known: `PossibleMembers::Found`, or there
                            ///< are more than `Universe::kMaxLevels` such groups
};

/// Whom mentions name on one side at some time, all identities at once, ends of sign-ins not
/// considered. Who cannot sign in is named by `anonymous` and `anyone` only. Not thread-safe.
class NamedIdentities {
 public:
  NamedIdentities(const Snapshot& snapshot, const Population& population, SideOf side,
                  const Members& active, GroupClosure& groups, PossibleMembers& possible,
                  Universe& universe)
      : snapshot_(snapshot),
        population_(population),
        side_(side),
        active_(active),
        groups_(groups),
        possible_(possible),
        universe_(universe) {}

  [[nodiscard]] Naming of(std::span<const Mention> mentions);
  /// Whom they name at some time in some world, whatever regions can be told.
  [[nodiscard]] IdentitySet at_any_time(std::span<const Mention> mentions);

 private:
  [[nodiscard]] PossibleMembers::Found possible_members(std::span<const Mention> mentions);
  void set_apart(const std::vector<AccessMap::Part>& possible, Naming& naming);
  void add(const Mention& mention, MembersBuilder& named);
  /// Active identities whose primary id ends in `@` and the domain.
  [[nodiscard]] const IdentitySet& in_domain(Name domain);

  const Snapshot& snapshot_;
  const Population& population_;
  SideOf side_;
  const Members& active_;
  GroupClosure& groups_;
  PossibleMembers& possible_;
  Universe& universe_;
  std::map<Name, IdentitySet> domains_;
};

}  // namespace accessdrift
