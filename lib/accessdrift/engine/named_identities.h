#pragma once

#include <map>
#include <span>

#include "accessdrift/engine/group_closure.h"

namespace accessdrift {

/// Whom mentions name on one side at some time, all identities at once, ends of sign-ins not
/// considered. Who cannot sign in is named by `anonymous` and `anyone` only. Not thread-safe.
class NamedIdentities {
 public:
  NamedIdentities(const Snapshot& snapshot, const Population& population, SideOf side,
                  const Members& active, GroupClosure& groups)
      : snapshot_(snapshot),
        population_(population),
        side_(side),
        active_(active),
        groups_(groups) {}

  [[nodiscard]] Members of(std::span<const Mention> mentions);

 private:
  void add(const Mention& mention, MembersBuilder& named);
  /// Active identities whose primary id ends in `@` and the domain.
  [[nodiscard]] const IdentitySet& in_domain(Name domain);

  const Snapshot& snapshot_;
  const Population& population_;
  SideOf side_;
  const Members& active_;
  GroupClosure& groups_;
  std::map<Name, IdentitySet> domains_;
};

}  // namespace accessdrift
