#pragma once

#include "accessdrift/cause/fact_choice.h"

namespace accessdrift {

/// A type of resources in a mixture that has it: its actions, what these imply, and the kept
/// methods.
[[nodiscard]] TypeDeclaration mixed_type(const ThingOnSides<TypeDeclaration>& one, const Kept& kept,
                                         FactChoice& facts);

}  // namespace accessdrift
