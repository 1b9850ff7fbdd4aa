#pragma once

#include <optional>
#include <span>
#include <vector>

#include "accessdrift/base/lists_by_number.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// Which policies reach which resources: one on a resource holds for its descendants too (DESIGN
/// §3, resources). Immutable once built.
class Reach {
 public:
  explicit Reach(const Snapshot& snapshot);

  /// Ascending, each once. Cost: the answer and the depth of the resource.
  [[nodiscard]] std::vector<PolicyIndex> policies_over(ResourceIndex resource) const;
  /// The resource itself or the nearest ancestor that the policy names; none if it does not reach
  /// it.
  [[nodiscard]] ResourceIndex named_by(PolicyIndex policy, ResourceIndex resource) const;

 private:
  const Snapshot& snapshot_;
  ListsByNumber<PolicyIndex> policies_of_;  ///< that name a resource
};

/// The action's place among those of the resource, by the type of the asked resource; nothing if it
/// has no such action.
[[nodiscard]] std::optional<std::size_t> find_action(const Snapshot& snapshot,
                                                     ResourceIndex resource,
                                                     std::string_view action);

/// The action in the policy's `actions` that covers the asked one: for an allow it or one that
/// implies it, for a deny it alone. Null if there is none. REQUIRES: the policy has `actions`.
[[nodiscard]] const NamePlace* covering_action(const PolicyDeclaration& policy,
                                               const Snapshot::Actions& actions, std::size_t asked);

}  // namespace accessdrift::interpreting
