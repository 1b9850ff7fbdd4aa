#pragma once

#include <cstdint>
#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// Edits that are applied and undone as one, by their places, ascending.
using EditUnit = std::vector<std::uint32_t>;

/// What can be applied by itself, and what then must be, too (DESIGN §4, facts and edits).
///
/// One unit are the policies and conditions of one rule that come or go, a policy or set that
/// comes or goes and its place, the places of one policy or set in two sets, a pattern of URLs that
/// goes to another resource or would tie with one that comes, a resource's type and its own
/// actions, all types of attributes that change with what reads them, parents or sets of sets that
/// some of them alone would put in a circle, and what `joined_by_ids` says. What mentions a thing
/// that comes needs it; a thing that goes needs what mentions it to go.
struct EditUnits {
  std::vector<EditUnit> units;                    ///< by their first edits
  std::vector<std::vector<std::uint32_t>> needs;  ///< by unit: others, ascending
};

/// Of all edits of the comparison.
[[nodiscard]] EditUnits edit_units(const Comparison& comparison);

}  // namespace accessdrift
