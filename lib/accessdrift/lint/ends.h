#pragma once

#include <string>
#include <vector>

#include "accessdrift/lint/checks.h"

namespace accessdrift {

/// A membership or a sign-in that has an `until`.
struct End {
  Instant at = 0;
  Span span;          ///< of the member, or of the user's key
  std::string what;   ///< ``the membership of `ana` in group `sre` ``
  std::string group;  ///< empty: a sign-in
  std::string user;   ///< the member, with `group:` before a group's id
};

/// All of a snapshot, in its order.
[[nodiscard]] std::vector<End> ends_declared(const Snapshot& snapshot);

}  // namespace accessdrift
