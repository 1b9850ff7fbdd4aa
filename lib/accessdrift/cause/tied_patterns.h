#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "accessdrift/drift/edits.h"

namespace accessdrift {

/// Pairs of edits of which one brings a pattern of URLs that is another resource's until the other
/// takes it away, or that would tie with one. Cost: linear in the patterns, but for those with
/// wildcards of one host and specificity, which are held against each other.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> tied_patterns(
    const std::vector<Edit>& edits, const Snapshot& before, const Snapshot& after);

}  // namespace accessdrift
