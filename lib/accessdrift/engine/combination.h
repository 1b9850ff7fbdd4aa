#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "accessdrift/engine/combine.h"
#include "accessdrift/engine/policy_tree.h"

namespace accessdrift {

/// How the leaves of a policy tree are combined, step by step, two neighbours at a time.
///
/// Which neighbours come first hangs on the ids of the policies in them, so that of two trees that
/// differ in few leaves most steps are the same work. A leaf is a few steps away from the end: with
/// other outcomes at k of n leaves about k log n steps are to be gone again, not n.
class CombiningSteps {
 public:
  struct Step {
    enum class Kind : std::uint8_t { Leaf, Open, Join, Close };
    Kind kind = Kind::Leaf;
    Combine how = Combine::DenyOverrides;
    bool is_gate = false;                 ///< of what is opened; of what is closed: it has one
    std::uint32_t node = 0;               ///< of a leaf
    std::uint32_t first = 0, second = 0;  ///< the steps that it takes up
  };

  CombiningSteps(const PolicyTree& tree, const Snapshot& snapshot);

  /// In an order in which they can be taken; the last one tells what the tree yields. REQUIRES: the
  /// tree has nodes.
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  /// All steps that hang on one of these nodes, in order.
  [[nodiscard]] std::vector<std::uint32_t> behind(std::span<const std::uint32_t> leaves);

 private:
  std::uint32_t add(Step step);
  std::uint32_t join_all(const PolicyTree& tree, const Snapshot& snapshot,
                         const PolicyTree::Node& set);

  std::vector<Step> steps_;
  std::vector<std::uint32_t> next_;     ///< by step: the one that takes it up
  std::vector<std::uint32_t> step_of_;  ///< by node of the tree
  std::vector<bool> is_behind_;         ///< all false but while some are looked for
};

/// Takes one step; `before(step)` are the outcomes of one that is taken, `leaf(node)` those of a
/// policy.
template <typename Algebra, typename Before, typename Leaf>
Outcomes<typename Algebra::Set> taken(const CombiningSteps::Step& step, Algebra& algebra,
                                      const Before& before, const Leaf& leaf) {
  using Kind = CombiningSteps::Step::Kind;
  Combining<Algebra> combining(algebra);
  switch (step.kind) {
    case Kind::Leaf:
      return leaf(step.node);
    case Kind::Open:
      return combining.open(step.how, before(step.first), step.is_gate);
    case Kind::Join:
      return combining.join(step.how, before(step.first), before(step.second));
    case Kind::Close:
      break;
  }
  return combining.close(step.how, before(step.first), step.is_gate);
}

}  // namespace accessdrift
