#pragma once

#include <cstdint>
#include <vector>

#include "accessdrift/url/pattern.h"

namespace accessdrift {

/// Two patterns that tie, `first < second`, by their places in what was asked about.
struct UrlTie {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  Url url;  ///< in both
};
/// Of every pattern that ties with an earlier one the first such tie, in the order of patterns; so
/// if there is none, no two patterns tie. Deterministic. Cost: for each pattern the nodes of its
/// host's path tree that it overlaps and that lead to a pattern as specific, times its segments.
[[nodiscard]] std::vector<UrlTie> ties(const std::vector<UrlPattern>& patterns);

}  // namespace accessdrift
