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
  [[nodiscard]] const Changes* find(const Covering& covering, Engine& before, Engine& after) {
    if (covering_ != covering) return nullptr;
    if (!hangs_) hangs_ = hangs_in(before, covering.first) || hangs_in(after, covering.second);
    return *hangs_ ? nullptr : &changes_;
  }
  /// Nothing: it is not known what changes, or what covers the target.
  void keep(std::optional<Covering> covering, const std::optional<Changes>& changes) {
    covering_.reset();
    if (!changes || !covering) return;
    covering_ = std::move(covering);
    changes_ = *changes;
    hangs_.reset();
  }

 private:
  static bool hangs_in(Engine& engine, const std::vector<PolicyIndex>& policies) {
    return std::ranges::any_of(policies, [&](PolicyIndex policy) {
      return engine.policy_maps().hangs_on_resource(policy);
    });
  }

  std::optional<Covering> covering_;
  Changes changes_;
  std::optional<bool> hangs_;  ///< once asked: on the resource itself
};

}  // namespace accessdrift
