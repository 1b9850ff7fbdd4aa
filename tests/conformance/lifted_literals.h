#pragma once

#include <string>
#include <vector>

#include "asked_condition.h"

namespace accessdrift::conformance {

/// The condition with what is bound to `x` told as an attribute of the request. `with` is `x =
/// LITERAL`, or empty.
[[nodiscard]] AskedCondition with_binding(const std::string& condition, const std::string& with);

/// The same condition once for each literal in it that can be an attribute of the request instead:
/// `'abc'.contains('b')` asks of a request whose `lifted.text` is `abc`. So what would be worked
/// out beforehand is asked of the compiled form.
[[nodiscard]] std::vector<AskedCondition> lifted(const AskedCondition& condition);

}  // namespace accessdrift::conformance
