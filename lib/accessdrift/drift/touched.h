#pragma once

#include <set>
#include <vector>

#include "accessdrift/drift/edits.h"
#include "accessdrift/engine/engine.h"

namespace accessdrift {

/// A side, and the one that it is compared with.
struct ComparedSide {
  const Snapshot& snapshot;
  SideOf side;
  const Snapshot& other;
};

/// What the edits can reach on one side: everything else is equal on both sides. By index of that
/// side; may say too much, never too little.
struct Touched {
  /// Whose members may differ.
  std::vector<bool> groups;
  /// Whose list, condition, scopes or place may differ, or whom they name.
  std::vector<bool> policies;
  /// Whose parents, actions or attributes may differ, and their descendants.
  std::vector<bool> resources;
};

/// Identities whose own facts differ between the sides (status, aliases, attributes, being listed
/// or declared, another id), clients of one side among them.
[[nodiscard]] IdentitySet touched_identities(const std::vector<Edit>& edits, const Snapshot& before,
                                             const Snapshot& after, const Population& population);

/// Cost: linear in nesting and policies; a pass over the memberships only if an identity was
/// touched.
[[nodiscard]] Touched find_touched(const std::vector<Edit>& edits, const IdentitySet& identities,
                                   const Population& population, const ComparedSide& compared);

/// By group of `side`: the group of the same id on the other side if neither is touched, else none.
[[nodiscard]] std::vector<GroupIndex> untouched_groups(const Snapshot& side, const Touched& touched,
                                                       const Snapshot& other,
                                                       const Touched& touched_there);
/// Likewise of policies.
[[nodiscard]] std::vector<PolicyIndex> untouched_policies(const Snapshot& side,
                                                          const Touched& touched,
                                                          const Snapshot& other,
                                                          const Touched& touched_there);

}  // namespace accessdrift
