#pragma once

#include <string_view>

#include "accessdrift/drift/compare.h"
#include "accessdrift/fix/fix.h"

namespace accessdrift {

/// What differs between the two sides of a comparison but for what was asked for: the action on the
/// resource, by whatever request and URL. `resource` and `action` as they are printed.
[[nodiscard]] SideEffects side_effects(const Comparison& comparison, IdentityIndex asked,
                                       std::string_view action, std::string_view resource);

}  // namespace accessdrift
