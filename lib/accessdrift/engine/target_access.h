#pragma once

#include <memory>
#include <vector>

#include "accessdrift/engine/access_map.h"
#include "accessdrift/engine/combination.h"
#include "accessdrift/engine/identity_classes.h"
#include "accessdrift/engine/policy_map.h"
#include "accessdrift/engine/policy_tree.h"

namespace accessdrift {

/// By node of a policy tree.
using PolicyMapPointers = std::vector<std::shared_ptr<const PolicyMap>>;

/// The policies that cover a target, and where each takes effect: `maps[node]` is of the leaf at
/// that node of the tree, null elsewhere.
struct TargetPolicies {
  const PolicyTree& tree;
  const PolicyMapPointers& maps;
  const Snapshot& snapshot;
};

/// Who has access to one target, and when: the policies that cover it combined for all identities
/// at once.
///
/// Identities to whom only unconditional policies apply for ever are combined as sets. The others
/// are put into classes by the distinct sets of the policies' maps that they are in, and each class
/// is combined once, as regions: what many have in common once for all of them, and again only what
/// hangs on a class's own sets. Ends of sign-ins are not looked at. Cost: the sizes of the distinct
/// sets of few identities, one combination for each way to be in the others, and for each class
/// what hangs on its own sets; never identities × policies.
class TargetAccess {
 public:
  TargetAccess(Universe& universe, std::uint32_t population)
      : universe_(universe), splitting_(population) {}

  /// Only identities of `within` are looked at, and of requests only those of `all`, in which all
  /// regions of the maps are.
  [[nodiscard]] AccessMap evaluate(const TargetPolicies& policies, const IdentitySet& within,
                                   Region all);
  /// As `differences` of what both come to; identities are put into classes once.
  [[nodiscard]] std::vector<RegionPair> compare(const TargetPolicies& before,
                                                const TargetPolicies& after,
                                                const IdentitySet& within, Region all);

 private:
  Universe& universe_;
  IdentitySplitting splitting_;
};

}  // namespace accessdrift
