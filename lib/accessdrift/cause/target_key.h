#pragma once

#include <string>

#include "accessdrift/cause/target_scope.h"

namespace accessdrift {

/// On targets with the same text an identity has the same relevant facts.
[[nodiscard]] std::string key_of(const TargetScope& scope, const BothSides& sides);

}  // namespace accessdrift
