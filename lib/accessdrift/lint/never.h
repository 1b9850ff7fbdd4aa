#pragma once

#include <optional>
#include <vector>

#include "accessdrift/lint/checks.h"

namespace accessdrift {

/// Why a policy takes effect on no request.
enum class NeverReason : std::uint8_t { NamesNobody, NoRequests, Condition, Scopes };

/// REQUIRES: it never matches.
[[nodiscard]] NeverReason why_never(Linting& linting, PolicyIndex policy);

/// Of the scopes that a policy needs those that no client brings to anybody whom it names; none if
/// it names nobody. Nothing if a bound was hit.
[[nodiscard]] std::optional<std::vector<NamePlace>> scopes_never_issued(Linting& linting,
                                                                        PolicyIndex policy);

}  // namespace accessdrift
