#pragma once

#include <cstdint>
#include <vector>

#include "accessdrift/engine/access_map.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// In the order in which findings are reported (UX c1, c6).
enum class ChangeKind : std::uint8_t { Lost, Gained, Shifted, Widened, Narrowed };
/// *Must*: some request differs for certain. *May*: that depends on what is not known (here: a
/// limit that was hit).
enum class Certainty : std::uint8_t { Must, May };

/// What is compared: an action on a resource, by name, as it may exist on one side only. A resource
/// with two ids has that of the after side.
struct Target {
  Name resource;
  Name action;
  friend auto operator<=>(const Target&, const Target&) = default;
};

/// The differences of one target: for each set of identities the region before and after. With
/// `is_limited` nothing is known but whom the edits can reach.
struct TargetChanges {
  Target target;
  std::vector<RegionPair> pairs;
  bool is_limited = false;
  IdentitySet reach;  ///< of a limited target
};

/// REQUIRES: the regions differ.
[[nodiscard]] ChangeKind kind_of(Region before, Region after, Diagrams& diagrams);

}  // namespace accessdrift
