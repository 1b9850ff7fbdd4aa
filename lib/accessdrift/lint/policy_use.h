#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "accessdrift/query/inquiry.h"

namespace accessdrift {

/// What a policy does in its configuration.
struct PolicyUse {
  enum class Kind : std::uint8_t {
    Needed,         ///< without it some request is decided otherwise; or it stands for another one
    NeverMatches,   ///< it takes effect on no request
    Shadowed,       ///< wherever it takes effect the decision is the opposite one
    Redundant,      ///< an allow, not shadowed: every decision is the same without it
    DeniesNothing,  ///< a deny, likewise
    Overruled,      ///< a deny, likewise, of which the decision is the opposite one in part
    NotChecked      ///< a bound was hit
  };
  Kind kind = Kind::Needed;
  /// Of one that is shadowed, those of the other effect that cover all of it, each by itself; of
  /// any other, those of the same effect. Ascending.
  std::vector<PolicyIndex> covered_by;
};

/// What every policy of a snapshot does, by leaving it out and deciding everything again for whom
/// it can concern. All policies that are neither needed nor never match can be left out together:
/// of several that stand for each other the last one declared is told, and the others are needed.
/// Each is decided about within the bound of a target; once so many hit it, or all of it took so
/// much of diagrams, those that come before them are not checked.
class PolicyUses {
 public:
  static constexpr std::size_t kMostOverLimit = 8;
  static constexpr std::size_t kMostBytes = std::size_t{1} << 28U;

  explicit PolicyUses(Inquiry& inquiry) : inquiry_(inquiry) {}

  /// Made when first asked for.
  [[nodiscard]] const std::vector<PolicyUse>& all();

 private:
  Inquiry& inquiry_;
  std::optional<std::vector<PolicyUse>> uses_;
};

/// What a policy covers: by resource and action.
[[nodiscard]] std::vector<ResourceAction> targets_of(const Engine& engine, PolicyIndex policy);

}  // namespace accessdrift
