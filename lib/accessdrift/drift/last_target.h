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

  /// Nothing where one hangs on the resource itself. REQUIRES: what is asked for is no URL.
  [[nodiscard]] static std::optional<Covering> covering(Engine& engine_before,
                                                        const ResourceAction& before,
                                                        Engine& engine_after,
                                                        const ResourceAction& after, Reach& reach) {
    const auto on_side = [&](Engine& engine, const ResourceAction& asked) {
      return asked.resource.is_none() ? std::vector<PolicyIndex>()
                                      : reach.covering(asked, engine.side());
    };
    Covering all{on_side(engine_before, before), on_side(engine_after, after)};
    const auto hangs_in = [](Engine& engine, const std::vector<PolicyIndex>& policies) {
      return std::ranges::any_of(policies, [&](PolicyIndex policy) {
        return engine.policy_maps().hangs_on_resource(policy);
      });
    };
    if (hangs_in(engine_before, all.first) || hangs_in(engine_after, all.second))
      return std::nullopt;
    return all;
  }

  /// Null: other policies cover it.
  [[nodiscard]] const std::vector<AccessChange>* find(const Covering& covering) const {
    return covering_ == covering ? &changes_ : nullptr;
  }
  /// Nothing: it is not known what changes, or what covers the target.
  void keep(std::optional<Covering> covering,
            const std::optional<std::vector<AccessChange>>& changes) {
    covering_.reset();
    if (!changes) return;
    covering_ = std::move(covering);
    changes_ = *changes;
  }

 private:
  std::optional<Covering> covering_;
  std::vector<AccessChange> changes_;
};

}  // namespace accessdrift
