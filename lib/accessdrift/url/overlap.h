#pragma once

#include <optional>

#include "accessdrift/url/pattern.h"

namespace accessdrift {

/// A URL that both patterns cover, nothing if there is none; exact, and deterministic. Where any
/// label or segment will do it is `x`. Cost: product of the segments.
[[nodiscard]] std::optional<Url> overlap(const UrlPattern& a, const UrlPattern& b);

/// A URL that both cover if neither is more specific: an error of the configuration (DESIGN §3).
[[nodiscard]] std::optional<Url> tie(const UrlPattern& a, const UrlPattern& b);

}  // namespace accessdrift
