#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "accessdrift/drift/reach.h"

namespace accessdrift {

/// What changes on the target that was compared last: where the same policies cover the next one on
/// both sides, as they often do a resource and what is below it, the same changes there.
class LastTarget {
 public:
  /// The policies that cover a target, before and after.
  using Covering = std::pair<std::vector<PolicyIndex>, std::vector<PolicyIndex>>;

  /// REQUIRES: what is asked for is no URL.
  [[nodiscard]] static Covering covering(const ResourceAction& before, const ResourceAction& after,
                                         Reach& reach) {
    const auto on_side = [&](const ResourceAction& asked, SideOf side) {
      return asked.resource.is_none() ? std::vector<PolicyIndex>() : reach.covering(asked, side);
    };
    return {on_side(before, SideOf::Before), on_side(after, SideOf::After)};
  }

  /// Null: other policies cover it, or one of them hangs on the resource itself.
  [[nodiscard]] const std::vector<AccessChange>* find(const Covering& covering) const {
    return covering_ == covering ? &changes_ : nullptr;
  }
  /// Nothing: it is not known what changes, or what covers the target.
  void keep(std::optional<Covering> covering,
            const std::optional<std::vector<AccessChange>>& changes, Engine& before,
            Engine& after) {
    covering_.reset();
    if (!changes || !covering || hangs_in(before, covering->first) ||
        hangs_in(after, covering->second))
      return;
    covering_ = std::move(covering);
    changes_ = *changes;
  }

 private:
  static bool hangs_in(Engine& engine, const std::vector<PolicyIndex>& policies) {
    return std::ranges::any_of(policies, [&](PolicyIndex policy) {
      return engine.policy_maps().hangs_on_resource(policy);
    });
  }

  std::optional<Covering> covering_;
  std::vector<AccessChange> changes_;
};

}  // namespace accessdrift
