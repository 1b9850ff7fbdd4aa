#pragma once

#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// The policies that cover one target, in the sets in which they stand: the root and what is inside
/// it. Children are in the order in which a set names them; loose ones stand in the root, whose
/// order means nothing.
struct PolicyTree {
  struct Node {
    PolicyIndex policy;  ///< of a leaf; none for a set
    Combine combine = Combine::DenyOverrides;
    std::vector<std::uint32_t> children;  ///< of a set
    SetIndex set;                         ///< none for a leaf and for the root
    bool is_gate = false;                 ///< an allow policy, or a set that contains one
  };
  std::vector<Node> nodes;  ///< the policies in their order, then sets, children before parents,
                            ///< the root last; empty if nothing covers the target
};

/// REQUIRES: `covering` ascending, each once.
[[nodiscard]] PolicyTree policy_tree(const Snapshot& snapshot,
                                     const std::vector<PolicyIndex>& covering);

}  // namespace accessdrift
