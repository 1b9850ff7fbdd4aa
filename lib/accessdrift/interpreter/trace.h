#pragma once

#include "accessdrift/interpreter/asked.h"
#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/interpreter/reach.h"

namespace accessdrift::interpreting {

/// Each criterion of a policy with its place and the reason for its mark.
[[nodiscard]] PolicyTrace trace(const Asked& asked, const Reach& reach, PolicyIndex policy);

}  // namespace accessdrift::interpreting
