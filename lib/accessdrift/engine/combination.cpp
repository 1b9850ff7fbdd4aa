#include "accessdrift/engine/combination.h"

#include <algorithm>

namespace accessdrift {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

/// Of what a node stands for, the same on both sides and spread at random.
std::uint64_t rank_of(const PolicyTree::Node& node, const Snapshot& snapshot) {
  const bool is_policy = !node.policy.is_none();
  const Name name =
      is_policy ? snapshot.policies[node.policy.index()]->id : snapshot.sets[node.set.index()]->id;
  std::uint64_t mixed = (std::uint64_t{name.number} << 1U) | (is_policy ? 1U : 0U);
  for (int round = 0; round < 2; ++round) {
    mixed = (mixed ^ (mixed >> 31U)) * 0xFF51AFD7ED558CCDULL;
    mixed ^= mixed >> 33U;
  }
  return mixed;
}

/// Opening it would change nothing.
bool is_taken_as_it_is(Combine how, const PolicyTree::Node& node, const Snapshot& snapshot) {
  if (how == Combine::AllOf) return node.is_gate;
  if (how != Combine::FirstApplicable) return true;
  return !node.policy.is_none() && snapshot.policies[node.policy.index()]->effect == Effect::Deny;
}

}  // namespace

CombiningSteps::CombiningSteps(const PolicyTree& tree, const Snapshot& snapshot)
    : step_of_(tree.nodes.size(), kNone) {
  for (std::uint32_t n = 0; n < tree.nodes.size(); ++n) {
    const PolicyTree::Node& node = tree.nodes[n];
    if (!node.policy.is_none()) {
      step_of_[n] = add({Step::Kind::Leaf, {}, node.is_gate, n, kNone, kNone});
    } else {
      const std::uint32_t all = join_all(tree, snapshot, node);
      step_of_[n] = add({Step::Kind::Close, node.combine, node.is_gate, n, all, kNone});
    }
  }
  is_behind_.assign(steps_.size(), false);
}

std::uint32_t CombiningSteps::add(Step step) {
  const auto made = static_cast<std::uint32_t>(steps_.size());
  steps_.push_back(step);
  next_.push_back(kNone);
  for (const std::uint32_t taken : {step.first, step.second})
    if (taken != kNone) next_[taken] = made;
  return made;
}

/// Between which two neighbours is joined last the lowest rank says.
std::uint32_t CombiningSteps::join_all(const PolicyTree& tree, const Snapshot& snapshot,
                                       const PolicyTree::Node& set) {
  struct Open {
    std::uint32_t step;
    std::uint64_t rank;  ///< of where it begins
  };
  std::vector<Open> open;
  const auto join_last = [&] {
    const Open last = open.back();
    open.pop_back();
    open.back().step =
        add({Step::Kind::Join, set.combine, false, kNone, open.back().step, last.step});
  };
  for (const std::uint32_t child : set.children) {
    const PolicyTree::Node& node = tree.nodes[child];
    const std::uint64_t rank = rank_of(node, snapshot);
    while (open.size() > 1 && open.back().rank > rank) join_last();
    const std::uint32_t step =
        is_taken_as_it_is(set.combine, node, snapshot)
            ? step_of_[child]
            : add({Step::Kind::Open, set.combine, false, kNone, step_of_[child], kNone});
    open.push_back({step, rank});
  }
  while (open.size() > 1) join_last();
  return open.front().step;
}

std::vector<std::uint32_t> CombiningSteps::behind(std::span<const std::uint32_t> leaves) {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t leaf : leaves) {
    for (std::uint32_t step = step_of_[leaf]; step != kNone && !is_behind_[step];
         step = next_[step]) {
      is_behind_[step] = true;
      found.push_back(step);
    }
  }
  for (const std::uint32_t step : found) is_behind_[step] = false;
  std::ranges::sort(found);
  return found;
}

}  // namespace accessdrift
