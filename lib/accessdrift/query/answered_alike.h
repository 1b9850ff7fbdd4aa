#pragma once

#include <string_view>

#include "accessdrift/drift/compare.h"
#include "accessdrift/model/request.h"

namespace accessdrift {

/// Whether the two sides allow the same of the requests that a question may mean: who is called
/// so on each side, the action and resource, or the method and URL, with what is told. What a side
/// does not have it denies. False where a limit was hit.
[[nodiscard]] bool is_answered_alike(Comparison& comparison, std::string_view who,
                                     std::string_view action, std::string_view resource,
                                     const RequestAttributes& told);

}  // namespace accessdrift
