#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "accessdrift/base/id.h"

namespace accessdrift {

/// A set of assignments of cells to levels, exactly. Within one `Diagrams` two regions are equal if and only if their numbers are.
using Region = Id<struct RegionTag>;
/// A variable's place in the order, from 0.
using Level = std::uint32_t;

/// Hash-consed ordered multi-valued decision diagrams (DESIGN §5, regions).
///
/// Every node has one child for each cell of its level; a node with equal children does not exist. Union, intersection, difference and
/// complement are exact and memoised. Not thread-safe.
///
/// Bound: a target may create `node_limit` nodes. Past it every operation answers *never* and `is_exhausted` is true until `start_target`;
/// what was computed since the last `start_target` must then be thrown away. Memory: 4 bytes a child, kept until the manager goes.
class Diagrams {
 public:
  static constexpr std::uint32_t kAnyCell = 0xFFFFFFFF;

  explicit Diagrams(std::vector<std::uint32_t> cells_of_level, std::size_t node_limit = std::size_t{1} << 18U);
  Diagrams(const Diagrams&) = delete;
  Diagrams& operator=(const Diagrams&) = delete;
  Diagrams(Diagrams&&) = default;
  Diagrams& operator=(Diagrams&&) = default;

  [[nodiscard]] static Region never() { return Region{std::uint32_t{0}}; }
  [[nodiscard]] static Region always() { return Region{std::uint32_t{1}}; }

  /// Where the level's cell is one with `inside[cell]`.
  [[nodiscard]] Region cells(Level level, const std::vector<bool>& inside);

  [[nodiscard]] Region unite(Region a, Region b);
  [[nodiscard]] Region intersect(Region a, Region b);
  [[nodiscard]] Region subtract(Region a, Region b);
  [[nodiscard]] Region complement(Region a);
  [[nodiscard]] bool includes(Region outer, Region inner) { return subtract(inner, outer) == never(); }

  /// Whether the assignment lies in the region. `cell_of[level]` must be a cell, for every level. Cost: one step a level.
  [[nodiscard]] bool contains(Region region, std::span<const std::uint32_t> cell_of) const;
  /// Whether the assignment lies in the region, asking `cell_of(level)` only where the diagram branches. No allocation.
  template <typename CellOf>
  [[nodiscard]] bool contains_lazily(Region region, CellOf&& cell_of) const {
    while (region.number > 1) region = child(region, cell_of(level_of(region)));
    return region == always();
  }

  /// One assignment of the region, nothing if it is *never*: at every branch the first child that is not *never*; `kAnyCell` where the path does not branch.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> witness(Region region) const;

  [[nodiscard]] Level level_of(Region region) const;                       ///< REQUIRES: neither never nor always
  [[nodiscard]] Region child(Region region, std::uint32_t cell) const;     ///< REQUIRES: likewise
  [[nodiscard]] std::uint32_t cell_count(Level level) const { return cells_of_level_[level]; }
  [[nodiscard]] std::size_t level_count() const { return cells_of_level_.size(); }
  [[nodiscard]] std::size_t node_count() const;

  void start_target();
  [[nodiscard]] bool is_exhausted() const;

 private:
  std::vector<std::uint32_t> cells_of_level_;
  std::size_t node_limit_;
  // (tables to be filled in)
};

}  // namespace accessdrift
