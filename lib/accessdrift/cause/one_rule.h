#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// All edits of a comparison, where they are the parts of one rule of another system that comes or
/// goes. Such a rule is applied as one (`EditUnits`), so whatever the sides decide otherwise they
/// do because of it.
class OneRule {
 public:
  /// Nothing: they are not. REQUIRES: the comparison stays.
  [[nodiscard]] static std::optional<OneRule> of(const Comparison& comparison);

  /// What of the rule is about a target: the policies that cover it, and its conditions. By their
  /// places, ascending; empty where no policy does. REQUIRES: it is asked for by id.
  [[nodiscard]] std::vector<std::uint32_t> edits_on(const Target& target) const;

 private:
  OneRule(const Comparison& comparison, SideOf side);

  const Comparison& comparison_;
  SideOf side_;                        ///< where the rule is
  std::vector<PolicyIndex> policies_;  ///< by edit; none: a condition
};

}  // namespace accessdrift
