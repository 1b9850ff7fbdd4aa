#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// The policies of a snapshot in the order in which their sets name them, those of a set side by
/// side. Immutable once built.
class SetOrder {
 public:
  /// Of a policy that the root does not reach: its sets contain each other.
  static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

  /// Cost: linear in policies and sets, but for sorting members.
  explicit SetOrder(const Snapshot& snapshot);

  [[nodiscard]] std::uint32_t place(PolicyIndex policy) const { return places_[policy.index()]; }
  /// The first place behind all policies of the set.
  [[nodiscard]] std::uint32_t end(SetIndex set) const { return ends_[set.index()]; }

 private:
  std::vector<std::uint32_t> places_;  // by policy
  std::vector<std::uint32_t> ends_;    // by set
};

}  // namespace accessdrift::interpreting
