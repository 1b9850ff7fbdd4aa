#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "accessdrift/drift/roll_up.h"

namespace accessdrift {

/// What the further members of an open group gain or lose is told by its representative; known
/// identities may be among them. By finding: the place of such a representative's finding, if this
/// one hangs on memberships, and on nothing that the other one does not hang on likewise, is of the
/// same targets or some of them, and says the same for who is in that group and no other open one,
/// as the representative is (DESIGN §3, groups).
///
/// Cost: for each finding that hangs on memberships a pass over the others for each of them.
[[nodiscard]] std::vector<std::optional<std::size_t>> folded_into(
    const std::vector<Finding>& findings, Comparison& comparison);

}  // namespace accessdrift
