#pragma once

#include <vector>

#include "accessdrift/base/lists_by_number.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Which policies cover which targets (DESIGN §3: inheritance by parent, implication widens allows,
/// a deny denies what it names). Cost: building is linear in the `to` lists; asking in the answer
/// and the depth of the resource.
class Coverage {
 public:
  explicit Coverage(const Snapshot& snapshot);

  /// The policies whose `to` names the resource or an ancestor, ascending, each once.
  [[nodiscard]] std::vector<PolicyIndex> over(ResourceIndex resource) const;
  /// Of those, the ones that cover the action, by the type of the asked resource. REQUIRES: the
  /// resource has the action.
  [[nodiscard]] std::vector<PolicyIndex> covering(ResourceIndex resource, Name action) const;
  /// The resources that a policy reaches: those it names and their descendants, ascending.
  [[nodiscard]] std::vector<ResourceIndex> reached(PolicyIndex policy) const;
  [[nodiscard]] bool covers_action(PolicyIndex policy, ResourceIndex resource, Name action) const;
  [[nodiscard]] bool has_action(ResourceIndex resource, Name action) const;

 private:
  const Snapshot& snapshot_;
  ListsByNumber<PolicyIndex> policies_of_;  ///< that name a resource
};

}  // namespace accessdrift
