#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "accessdrift/region/universe.h"

namespace accessdrift {

/// A product: by level the cells that are allowed, `[cell]`; a level without an entry allows all.
/// It means the requests whose own cells it allows; a request whose attribute is no set has none of
/// the elements.
using Box = std::map<Level, std::vector<bool>>;

[[nodiscard]] Region region_of(Universe& universe, const Box& box);

/// The ways through the diagram from its root to *always*, parallel edges counted as one; at most
/// 2^64 - 1. Linear in the diagram.
[[nodiscard]] std::uint64_t count_paths(const Diagrams& diagrams, Region region);
/// The nodes and the levels of a region's diagram.
struct Extent {
  std::size_t nodes = 0;
  std::size_t levels = 0;
};
[[nodiscard]] Extent extent_of(const Diagrams& diagrams, Region region);

/// Calls `see(box)` for these paths, disjoint, in the order of cells, until it says false.
void each_path(const Universe& universe, Region region, const std::function<bool(const Box&)>& see);
/// The first `most` of them.
[[nodiscard]] std::vector<Box> path_boxes(const Universe& universe, Region region,
                                          std::uint64_t most);

/// How long cells are to write down: first what has no name, then everything.
struct Length {
  std::size_t nameless = 0;
  std::size_t all = 0;
  friend constexpr auto operator<=>(const Length&, const Length&) = default;
};
using LengthOf = std::function<Length(Level level, const std::vector<bool>& cells)>;

/// The paths made as large as they can be within the region, each once.
[[nodiscard]] std::vector<Box> expanded_boxes(Universe& universe, Region region,
                                              std::vector<Box> paths);
/// How cells are written down: how long that is, and, of the sets between `needed` and `allowed`,
/// one that is short.
struct Wording {
  LengthOf length_of;
  std::function<std::vector<bool>(Level level, const std::vector<bool>& needed,
                                  const std::vector<bool>& allowed)>
      shortest_between;
};

/// Of boxes that cover the region those that are needed, the later ones left out first; then every
/// box without cells that the others cover, where that is shorter to write down.
[[nodiscard]] std::vector<Box> irredundant_boxes(Universe& universe, std::vector<Box> boxes,
                                                 const Wording& wording);

}  // namespace accessdrift
