#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift::property {

/// One changed entitlement as the program sees it, taken out of every roll-up.
struct ProductChange {
  IdentityIndex identity;
  std::uint32_t before = 0;  ///< see `number_on`
  std::uint32_t after = 0;
  Target target;
  std::string resource;  ///< as texts
  std::string action;
  ChangeKind kind = ChangeKind::Gained;
  Certainty certainty = Certainty::Must;
  Region region_before;
  Region region_after;
  Region care;
  Region worlds;
};

/// Who the identity is on a side: users, then clients, by index; `UserIndex::kNone` if it is
/// missing there, or anonymous.
[[nodiscard]] std::uint32_t number_on(const Comparison& comparison, IdentityIndex identity,
                                      SideOf side);

/// Every changed entitlement, by target, then identity. A target over a limit has none: see
/// `limited_target`.
[[nodiscard]] std::vector<ProductChange> changes_of(const Comparison& comparison);

/// The first target over a limit; empty if there is none.
[[nodiscard]] std::string limited_target(const Comparison& comparison);

}  // namespace accessdrift::property
