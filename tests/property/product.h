#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift::property {

/// The comparison of two sides over all that comes from an instant on.
[[nodiscard]] Comparison compare_from(std::shared_ptr<const Snapshot> before,
                                      std::shared_ptr<const Snapshot> after, Instant from);

/// One changed entitlement as the program sees it, taken out of every roll-up.
struct ProductChange {
  IdentityIndex identity;
  UserIndex before;  ///< none: missing on that side, or anonymous
  UserIndex after;
  std::string resource;
  std::string action;
  ChangeKind kind = ChangeKind::Gained;
  Region region_before;
  Region region_after;
};

/// Every changed entitlement, by target, then identity. A target over a limit has none: see
/// `limited_target`.
[[nodiscard]] std::vector<ProductChange> changes_of(const Comparison& comparison);

/// The first target over a limit; empty if there is none.
[[nodiscard]] std::string limited_target(const Comparison& comparison);

}  // namespace accessdrift::property
