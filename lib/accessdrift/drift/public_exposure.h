#pragma once

#include "accessdrift/drift/roll_up.h"

namespace accessdrift {

/// Whether a finding is about requests without a session, about a stranger, or about all who are
/// known and active on its side (DESIGN §4). Cost: linear in the identities.
[[nodiscard]] bool is_public_exposure(const Finding& finding, const Comparison& comparison);

/// Whether a part of a finding is one of its own, or the whole is one for all people together.
[[nodiscard]] bool is_public_exposure(const Finding& part, const Finding& whole,
                                      const Comparison& comparison);

}  // namespace accessdrift
