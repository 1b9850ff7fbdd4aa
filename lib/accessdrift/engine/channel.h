#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/region/diagram.h"

namespace accessdrift {

/// Requests that can be issued the same scopes, told by their client, and by time and world where
/// somebody can use it until an instant or in some worlds only (DESIGN §3, tokens).
struct Channel {
  Region requests;
  std::optional<std::set<std::string>> scopes;  ///< closed under `includes`; nothing: every scope

  [[nodiscard]] bool issues(const std::string& scope) const {
    return !scopes || scopes->contains(scope);
  }
};
/// Disjoint, and together every request.
using Channels = std::vector<Channel>;

}  // namespace accessdrift
