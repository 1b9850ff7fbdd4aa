#pragma once

#include "accessdrift/model/routed.h"

namespace accessdrift::interpreting {

/// The most specific of all patterns that match, looked for one by one; of those that tie, which is
/// an error of the configuration, the first. Cost: all patterns.
[[nodiscard]] Routed route(const Snapshot& snapshot, const UrlRequest& request);

}  // namespace accessdrift::interpreting
