#pragma once

#include <string_view>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Whether the user's primary id ends in `@` and the domain (DESIGN §3, who a policy names), or a
/// stranger is of it. A representative has no domain.
[[nodiscard]] bool is_in_domain(const Snapshot& snapshot, UserIndex user, std::string_view domain);

/// Whether a user, no representative, can be among the further members of an open group: anybody
/// unless it says `within`.
[[nodiscard]] bool can_be_further_member(const Snapshot& snapshot, UserIndex user,
                                         const GroupDeclaration& group);

}  // namespace accessdrift
