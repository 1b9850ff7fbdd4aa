#pragma once

#include <vector>

#include "accessdrift/cause/unit_sets.h"
#include "accessdrift/region/diagram.h"

namespace accessdrift {

/// Requests whose decision is the same function of the units, as far as it was asked.
struct CausePart {
  Region where;
  std::vector<UnitSet> because;  ///< minimal; at most `kMostBecause`
  bool has_more = false;         ///< there are more
  UnitSet undo = 0;              ///< units left out
};
inline constexpr std::size_t kMostBecause = 3;

/// The requests within `care` that the empty set and the whole one decide differently, by what
/// brings that about and what takes it back. `decided[i]` is where `sets.asked()[i]` allows.
///
/// Empty if some request has no cause among the sets, the bound of the diagrams was hit, or there
/// are more than 64 parts. Deterministic.
[[nodiscard]] std::vector<CausePart> find_causes(const UnitSets& sets,
                                                 const std::vector<Region>& decided, Region care,
                                                 Diagrams& diagrams);

/// Sets of at most `UnitSets::kAllSets` to look at where some requests have no cause among those
/// that were asked for.
struct FurtherSets {
  std::vector<UnitSet> because;  ///< what cannot be left out: all after with one of it is as before
  std::vector<UnitSet> left_out;  ///< what cannot be applied: alone it makes it as after
};
/// Nothing if there are too many. Deterministic.
[[nodiscard]] FurtherSets further_sets(const UnitSets& sets, const std::vector<Region>& decided,
                                       Region care, Diagrams& diagrams);

}  // namespace accessdrift
