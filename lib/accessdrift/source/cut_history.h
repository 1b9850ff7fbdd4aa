#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "accessdrift/base/result.h"

namespace accessdrift {

/// A shallow clone's history: the parents of a commit, none where the clone ends.
struct CutHistory {
  std::function<Result<std::vector<std::string>>(const std::string& id)> parents;
  std::unordered_set<std::string> ends;  ///< commits whose parents were not fetched
};

/// A commit and all its ancestors, as far as they were fetched, each with its parents.
using Ancestors = std::unordered_map<std::string, std::vector<std::string>>;
[[nodiscard]] Result<Ancestors> ancestors_in(const CutHistory& history, const std::string& tip);

/// Those of `to` that are none of `from`, if that is given, children before parents, in an order
/// that hangs on the history alone. Cost: linear in the commits present.
[[nodiscard]] Result<std::vector<std::string>> commits_between_in(
    const CutHistory& history, const std::optional<std::string>& from, const std::string& to);

}  // namespace accessdrift
