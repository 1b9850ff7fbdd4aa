#pragma once

#include <algorithm>
#include <vector>

namespace accessdrift {

/// In ascending order, each once.
template <typename T>
[[nodiscard]] std::vector<T> sorted_once(std::vector<T> items) {
  std::sort(items.begin(), items.end());
  const auto repeated = std::ranges::unique(items);
  items.erase(repeated.begin(), repeated.end());
  return items;
}

}  // namespace accessdrift
