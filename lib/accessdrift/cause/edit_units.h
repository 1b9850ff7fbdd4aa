#pragma once

#include <cstdint>
#include <vector>

#include "accessdrift/drift/edits.h"

namespace accessdrift {

/// Edits that are applied and undone as one, by their places, ascending.
using EditUnit = std::vector<std::uint32_t>;

/// What can be applied by itself, and what then must be, too (DESIGN §4, facts and edits).
///
/// One unit are a policy or set that comes or goes and its place, the places of one policy or set
/// in two sets, a pattern of URLs that goes to another resource, a resource's type and its own
/// actions, all types of attributes that change with what reads them, and parents or sets of sets
/// that some of them alone would put in a circle. What mentions a thing that comes needs it; a
/// thing that goes needs what mentions it to go.
struct EditUnits {
  std::vector<EditUnit> units;                    ///< by their first edits
  std::vector<std::vector<std::uint32_t>> needs;  ///< by unit: others, ascending
};

/// Of some of the edits between two snapshots, by places, ascending.
[[nodiscard]] EditUnits edit_units(const std::vector<Edit>& edits,
                                   const std::vector<std::uint32_t>& some, const Snapshot& before,
                                   const Snapshot& after);

}  // namespace accessdrift
