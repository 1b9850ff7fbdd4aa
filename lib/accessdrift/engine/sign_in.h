#pragma once

#include "accessdrift/engine/members.h"
#include "accessdrift/engine/population.h"

namespace accessdrift {

/// Whether a user can sign in at an instant.
[[nodiscard]] inline bool can_sign_in(const Declared<UserDeclaration>& user, Instant at) {
  if (user->status != Status::Active) return false;
  return !user->has_until || user.file->until_of(*user.it).end > at;
}

/// Who can sign in on a side, and until when; clients for ever. Who no longer can is exactly
/// `anonymous`.
[[nodiscard]] Members sign_ins(const Snapshot& snapshot, const Population& population, SideOf side,
                               Instant from);

}  // namespace accessdrift
