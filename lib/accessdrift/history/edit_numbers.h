#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

namespace accessdrift {

/// Numbers of edits, ascending.
using EditNumbers = std::vector<std::size_t>;

[[nodiscard]] inline EditNumbers all_edits(std::size_t count) {
  EditNumbers all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

[[nodiscard]] inline EditNumbers edits_without(const EditNumbers& one, const EditNumbers& other) {
  EditNumbers rest;
  std::ranges::set_difference(one, other, std::back_inserter(rest));
  return rest;
}

inline void add_edits(EditNumbers& to, const EditNumbers& more) {
  EditNumbers all;
  std::ranges::set_union(to, more, std::back_inserter(all));
  to = std::move(all);
}

}  // namespace accessdrift
