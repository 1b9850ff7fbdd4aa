#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accessdrift/report/html/strip.h"

namespace accessdrift {

/// What one side says of an attribute: any of the restrictions, or nothing and then either
/// everything or nothing is allowed.
struct SideOfStrip {
  std::vector<const Restriction*> any;
  bool allows_rest = false;
};

struct StripCells {
  std::string zone;  ///< of a week
  std::vector<Strip::Cell> cells;
};

/// Values one by one, addresses, numbers and instants in runs, and what is left. Nothing for tests
/// of texts.
[[nodiscard]] std::optional<StripCells> value_cells(
    const SideOfStrip& before, const SideOfStrip& after,
    const std::vector<Vocabulary::Network>& networks);

/// The week on the clock of one zone, in runs of minutes that are alike on both sides. Nothing for
/// other fields of the calendar, sums of times and clocks of several zones.
[[nodiscard]] std::optional<StripCells> week_cells(const SideOfStrip& before,
                                                   const SideOfStrip& after);

}  // namespace accessdrift
