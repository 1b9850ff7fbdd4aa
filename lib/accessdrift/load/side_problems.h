#pragma once

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/load/side.h"

namespace accessdrift {

void append(Diagnostics& all, Diagnostics more);

/// Warnings do not keep a side from being read: they go, and are sorted by place.
void take_warnings(Diagnostics& diagnostics, Diagnostics& warnings);

/// What is wrong on both sides is told once, and of which side it is where the other one does not
/// share it. Sorted by place.
[[nodiscard]] Diagnostics merged(Diagnostics before, Diagnostics after, const Sides& sides);

}  // namespace accessdrift
