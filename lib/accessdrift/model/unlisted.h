#pragma once

#include <set>
#include <string>
#include <string_view>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// In the id of the stranger who is of none of the domains that are mentioned.
inline constexpr std::string_view kAnyDomain = "*";

/// Where a user that nobody declares is spoken of.
struct UnlistedPlace {
  const Declarations* file = nullptr;  ///< one of the snapshot's
  Place place;
};

/// Adds a user whom nobody declares. REQUIRES: nobody has the id; no table by user was made of the
/// snapshot.
void add_unlisted(Snapshot& snapshot, Unlisted unlisted, const std::string& spelling,
                  const UnlistedPlace& by);
/// The domains of ids and of `domain:`, folded.
[[nodiscard]] std::set<std::string> domains_of(const Snapshot& snapshot);
/// Adds the stranger of a domain, or of `kAnyDomain`; likewise.
void add_stranger(Snapshot& snapshot, const std::string& domain);

}  // namespace accessdrift
