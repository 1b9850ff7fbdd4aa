#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "accessdrift/cause/two_ids.h"

namespace accessdrift {

/// Edits of ids that are applied as one (DESIGN §4, facts and edits): a name or uid that one user
/// gives up and another one takes; the going of a thing's one id and the coming of its other; in
/// one list the mentions of the two. Of somebody who is not listed under both ids all edits that
/// mention either: else a side between the two would know two people.
///
/// Pairs of edits of the comparison. Cost: linear in them, and in what they name.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> joined_by_ids(
    const Comparison& comparison);

/// Whether an edit names one of them, on either of its sides.
[[nodiscard]] bool mentions_either(const Edit& edit, const TwoIds& ids,
                                   const Comparison& comparison);
/// Whether a side does not list the user.
[[nodiscard]] bool is_unlisted(const TwoIds& user, const Comparison& comparison);

}  // namespace accessdrift
