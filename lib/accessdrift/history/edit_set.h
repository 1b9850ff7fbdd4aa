#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

namespace accessdrift {

/// Numbers of edits, ascending.
using EditSet = std::vector<std::size_t>;

[[nodiscard]] inline EditSet all_edits(std::size_t count) {
  EditSet all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

[[nodiscard]] inline EditSet edits_without(const EditSet& one, const EditSet& other) {
  EditSet rest;
  std::ranges::set_difference(one, other, std::back_inserter(rest));
  return rest;
}

inline void add_edits(EditSet& to, const EditSet& more) {
  EditSet all;
  std::ranges::set_union(to, more, std::back_inserter(all));
  to = std::move(all);
}

}  // namespace accessdrift
