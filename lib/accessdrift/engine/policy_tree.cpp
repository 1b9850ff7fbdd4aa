#include "accessdrift/engine/policy_tree.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace accessdrift {
namespace {

/// A node that waits for its place in its set.
struct Placed {
  std::uint32_t position = 0;
  std::uint32_t node = 0;
};

/// How many sets are around a set; sets whose nesting does not end count as loose (validation
/// refuses them).
std::size_t depth_of(const Snapshot& snapshot, SetIndex set) {
  std::size_t depth = 0;
  while (!set.is_none() && depth <= snapshot.sets.size()) {
    set = snapshot.set_standing[set.index()].set;
    ++depth;
  }
  return depth;
}

}  // namespace

PolicyTree policy_tree(const Snapshot& snapshot, const std::vector<PolicyIndex>& covering) {
  PolicyTree tree;
  if (covering.empty()) return tree;
  // Sets still open, deepest first, so that a set is complete before the one around it.
  using Key = std::pair<std::size_t, SetIndex>;
  std::map<Key, std::vector<Placed>, std::greater<>> open;
  std::vector<Placed> root;
  const auto place = [&](const Snapshot::Standing& standing, std::uint32_t node) {
    const std::size_t depth = depth_of(snapshot, standing.set);
    const bool is_loose = depth == 0 || depth > snapshot.sets.size();
    if (is_loose) {
      root.push_back({static_cast<std::uint32_t>(root.size()), node});
    } else {
      open[{depth, standing.set}].push_back({standing.position, node});
    }
  };
  const auto close = [&](SetIndex set, Combine combine, std::vector<Placed> siblings) {
    std::ranges::sort(siblings, {}, &Placed::position);
    PolicyTree::Node node;
    node.set = set;
    node.combine = combine;
    for (const Placed& placed : siblings) {
      node.children.push_back(placed.node);
      node.is_gate |= tree.nodes[placed.node].is_gate;
    }
    tree.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(tree.nodes.size() - 1);
  };

  for (const PolicyIndex policy : covering) {
    PolicyTree::Node leaf;
    leaf.policy = policy;
    leaf.is_gate = snapshot.policies[policy.index()]->effect == Effect::Allow;
    tree.nodes.push_back(std::move(leaf));
    place(snapshot.policy_standing[policy.index()],
          static_cast<std::uint32_t>(tree.nodes.size() - 1));
  }
  while (!open.empty()) {
    auto deepest = open.extract(open.begin());
    const SetIndex set = deepest.key().second;
    const std::uint32_t node =
        close(set, snapshot.sets[set.index()]->combine, std::move(deepest.mapped()));
    place(snapshot.set_standing[set.index()], node);
  }
  close({}, Combine::DenyOverrides, std::move(root));
  return tree;
}

}  // namespace accessdrift
