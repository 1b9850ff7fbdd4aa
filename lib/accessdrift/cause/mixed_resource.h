#pragma once

#include "accessdrift/cause/fact_choice.h"

namespace accessdrift {

/// A resource in a mixture that has it: its type, parent and own actions, and the kept patterns of
/// URLs. Its attributes are those of the before side.
[[nodiscard]] ResourceDeclaration mixed_resource(const ResourceDeclaration& before,
                                                 const ResourceDeclaration& after, const Kept& kept,
                                                 FactChoice& facts);

}  // namespace accessdrift
