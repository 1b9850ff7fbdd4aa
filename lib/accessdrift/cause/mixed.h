#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "accessdrift/cause/edit_table.h"
#include "accessdrift/cause/kept.h"
#include "accessdrift/cause/set_orders.h"

namespace accessdrift {

/// Two snapshots, what of them is kept, and the edits between them.
struct MixedSides {
  const Snapshot& before;
  const Snapshot& after;
  const Kept& kept;
  const EditTable& edits;
  const SetOrders& orders;
};

/// A snapshot between two: what is kept of the before side, with some edits applied (by their
/// places). With none of them it is the before side, with all of them the after side, as far as
/// they are kept. Total: a mention of what is missing matches nothing.
///
/// Conditions are those of the side whose text they have. Places mean nothing. Cost: linear in what
/// is kept.
[[nodiscard]] Snapshot mixed(const MixedSides& sides, const std::vector<bool>& applied);

/// The edits of what is kept, ascending; nothing if something differs that no edit tells.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> edits_of_kept(const MixedSides& sides);

}  // namespace accessdrift
