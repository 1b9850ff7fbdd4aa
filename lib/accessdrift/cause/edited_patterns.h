#pragma once

#include <vector>

#include "accessdrift/drift/edits.h"
#include "accessdrift/url/pattern.h"

namespace accessdrift {

/// The patterns of URLs that come or go with an edit: its own, or all of a resource that is on one
/// side only.
[[nodiscard]] std::vector<UrlPattern> edited_patterns(const Edit& edit, const Snapshot& before,
                                                      const Snapshot& after);

}  // namespace accessdrift
