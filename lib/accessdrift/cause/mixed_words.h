#pragma once

#include "accessdrift/cause/fact_choice.h"

/// What conditions of a mixture are written with.
namespace accessdrift {

struct MixedAttribute {
  AttributeDeclaration it;
  bool has_after_type = false;  ///< which is another one
};

/// An attribute of requests, users or resources in a mixture that has it.
[[nodiscard]] MixedAttribute mixed_attribute(Thing thing,
                                             const ThingOnSides<AttributeDeclaration>& one,
                                             FactChoice& facts);
[[nodiscard]] NetworkDeclaration mixed_network(const ThingOnSides<NetworkDeclaration>& one,
                                               FactChoice& facts);
[[nodiscard]] WindowDeclaration mixed_window(const ThingOnSides<WindowDeclaration>& one,
                                             FactChoice& facts);

}  // namespace accessdrift
