#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "accessdrift/base/id.h"

namespace accessdrift {

/// A set of assignments of cells to levels, exactly. Within one `Diagrams` two regions are equal if
/// and only if their numbers are. Numbers are unique and deterministic, not dense.
using Region = Id<struct RegionTag>;
/// A variable's place in the order, from 0.
using Level = std::uint32_t;

/// Hash-consed ordered multi-valued decision diagrams (DESIGN §5, regions).
///
/// Every node has one child for each cell of its level, kept as runs of neighbouring cells with one
/// child; a node of one run does not exist. Union, intersection, difference and complement are
/// exact and memoised; they recurse as deep as there are levels. Not thread-safe, but for the const
/// members.
///
/// Bound: a target may create `node_limit` nodes and take `kStepsPerNode` times as many steps; a
/// node or step over more than 64 runs counts once more for each 64. Past it every operation
/// answers *never* and `is_exhausted` is true until `start_target`; what was computed since the
/// last `start_target` must then be thrown away. Memory: 8 bytes a run, kept until the manager
/// goes.
class Diagrams {
 public:
  static constexpr std::uint32_t kAnyCell = 0xFFFFFFFF;
  static constexpr std::size_t kStepsPerNode = 64;

  /// REQUIRES: every level has at least one cell.
  explicit Diagrams(std::vector<std::uint32_t> cells_of_level,
                    std::size_t node_limit = std::size_t{1} << 18U);
  Diagrams(const Diagrams&) = delete;
  Diagrams& operator=(const Diagrams&) = delete;
  Diagrams(Diagrams&&) = default;
  Diagrams& operator=(Diagrams&&) = default;

  [[nodiscard]] static Region never() { return Region{std::uint32_t{0}}; }
  [[nodiscard]] static Region always() { return Region{std::uint32_t{1}}; }

  /// Where the level's cell is one with `inside[cell]`.
  [[nodiscard]] Region cells(Level level, const std::vector<bool>& inside);
  /// Where the level's cell is one whose region, `by_cell[cell]`, holds. REQUIRES: those branch at
  /// later levels only.
  [[nodiscard]] Region branch(Level level, std::span<const Region> by_cell);
  /// Neighbouring cells with one region: from `first` on, up to the next run.
  struct Run {
    std::uint32_t first = 0;
    Region region;
    friend bool operator==(const Run&, const Run&) = default;
  };
  /// The same by runs. REQUIRES: the first one starts at cell 0; they ascend.
  [[nodiscard]] Region branch(Level level, std::span<const Run> runs);

  [[nodiscard]] Region unite(Region a, Region b) {
    return Region{apply(Operation::Unite, a.number, b.number)};
  }
  [[nodiscard]] Region intersect(Region a, Region b) {
    return Region{apply(Operation::Intersect, a.number, b.number)};
  }
  [[nodiscard]] Region subtract(Region a, Region b) {
    return Region{apply(Operation::Subtract, a.number, b.number)};
  }
  [[nodiscard]] Region complement(Region a) { return subtract(always(), a); }
  /// False if the bound is hit.
  [[nodiscard]] bool includes(Region outer, Region inner) {
    return subtract(inner, outer) == never() && !is_exhausted_;
  }

  /// Whether the assignment lies in the region. `cell_of[level]` must be a cell, for every level.
  /// Cost: one `child` a level.
  [[nodiscard]] bool contains(Region region, std::span<const std::uint32_t> cell_of) const {
    return contains_lazily(region, [cell_of](Level level) { return cell_of[level]; });
  }
  /// Whether the assignment lies in the region, asking `cell_of(level)` only where the diagram
  /// branches. No allocation.
  template <typename CellOf>
  [[nodiscard]] bool contains_lazily(Region region, CellOf&& cell_of) const {
    while (region.number > 1) region = child(region, cell_of(level_of(region)));
    return region == always();
  }

  /// One assignment of the region, nothing if it is *never*: at every branch the first child that
  /// is not *never*; `kAnyCell` where the path does not branch.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> witness(Region region) const;

  /// The levels at which the region branches somewhere, ascending. Cost: linear in its nodes.
  [[nodiscard]] std::vector<Level> levels_of(Region region) const;
  /// REQUIRES: neither never nor always.
  [[nodiscard]] Level level_of(Region region) const { return pool_[region.index()]; }
  /// REQUIRES: likewise. Cost: logarithmic in the runs.
  [[nodiscard]] Region child(Region region, std::uint32_t cell) const {
    const Node node = node_at(region.number);
    std::uint32_t run = node.runs - 1;
    if (run <= kRunsInTurn) {
      while (run > 0 && node.firsts[run - 1] > cell) --run;
    } else {
      run = static_cast<std::uint32_t>(std::upper_bound(node.firsts, node.firsts + run, cell) -
                                       node.firsts);
    }
    return Region{node.children[run]};
  }
  /// REQUIRES: likewise. Neighbours differ.
  [[nodiscard]] std::vector<Run> runs_of(Region region) const;
  [[nodiscard]] std::uint32_t cell_count(Level level) const { return cells_of_level_[level]; }
  [[nodiscard]] std::size_t level_count() const { return cells_of_level_.size(); }
  /// Nodes ever created, without never and always.
  [[nodiscard]] std::size_t node_count() const { return node_count_; }
  /// The bytes that they take.
  [[nodiscard]] std::size_t node_bytes() const { return pool_.size() * sizeof(pool_.front()); }

  void start_target();
  [[nodiscard]] bool is_exhausted() const { return is_exhausted_; }
  /// Ends the target as if its bound were hit: for what cannot be computed exactly.
  void exhaust() { is_exhausted_ = true; }

  /// What the current target has left, so that work that belongs to no target (printing) can have a
  /// budget of its own and give this one back.
  struct Budget {
    std::size_t nodes_left = 0;
    std::size_t steps_left = 0;
    bool is_exhausted = false;
  };
  [[nodiscard]] Budget budget() const { return {nodes_left_, steps_left_, is_exhausted_}; }
  void resume(const Budget& budget);

 private:
  enum class Operation : std::uint32_t { Unite, Intersect, Subtract };
  static constexpr std::uint32_t kRunsInTurn = 8;
  /// A node as it stands in the pool: its level, how many runs it has, where each but the first
  /// starts, their children.
  struct Node {
    std::uint32_t runs = 0;
    const std::uint32_t* firsts = nullptr;    ///< of the second run on
    const std::uint32_t* children = nullptr;  ///< by run
  };
  [[nodiscard]] Node node_at(std::uint32_t number) const {
    const std::uint32_t* const at = &pool_[number + 1];
    return {*at, at + 1, at + *at};
  }
  /// The result of an operation on two nodes; `left` 0 is a free entry, since never is answered
  /// without the cache.
  struct Remembered {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    Operation operation = Operation::Unite;
    std::uint32_t result = 0;
  };

  /// The result if it is one of the two, or never; nothing if their children must be asked.
  [[nodiscard]] static std::optional<std::uint32_t> without_branching(Operation operation,
                                                                      std::uint32_t a,
                                                                      std::uint32_t b);
  [[nodiscard]] std::uint32_t apply(Operation operation, std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::uint32_t apply_to_children(Operation operation, std::uint32_t a,
                                                std::uint32_t b);
  /// Adds a run to the node under construction whose runs stand in `scratch_` from `begin` on.
  void add_run(std::size_t begin, std::uint32_t first, std::uint32_t child);
  [[nodiscard]] std::uint32_t node_of_scratch(Level level, std::size_t begin);
  [[nodiscard]] std::uint32_t find_or_create(Level level, std::span<const Run> runs);
  [[nodiscard]] std::size_t slot_of(Level level, std::span<const Run> runs) const;
  [[nodiscard]] bool is_node(std::uint32_t number, Level level, std::span<const Run> runs) const;
  [[nodiscard]] Remembered& remembered(Operation operation, std::uint32_t a, std::uint32_t b);
  void grow();
  /// Takes the cost of one node or step over `runs` runs; false, and exhausted, if it is not there.
  [[nodiscard]] bool spend(std::size_t& left, std::size_t runs);

  std::vector<std::uint32_t> cells_of_level_;
  std::size_t node_limit_;
  std::size_t node_count_ = 0;
  std::size_t nodes_left_ = 0;
  std::size_t steps_left_ = 0;
  bool is_exhausted_ = false;
  std::vector<std::uint32_t> pool_;  // at a region's number its node
  std::vector<std::uint32_t>
      unique_;  // region numbers by hash of level and runs, 0: free; a power of two long
  std::vector<Remembered> remembered_;  // direct-mapped; a power of two long
  std::vector<Run> scratch_;            // runs of the nodes under construction, innermost last
};

}  // namespace accessdrift
