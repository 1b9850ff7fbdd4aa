#include "accessdrift/region/diagram.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <set>
#include <unordered_set>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::size_t kFirstSlots = std::size_t{1} << 10U;
constexpr std::size_t kMostRemembered = std::size_t{1} << 20U;
constexpr std::uint32_t kCellsPerUnit = 64;
constexpr std::uint32_t kNever = 0;
constexpr std::uint32_t kAlways = 1;

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 32U);
}

}  // namespace

Diagrams::Diagrams(std::vector<std::uint32_t> cells_of_level, std::size_t node_limit)
    : cells_of_level_(std::move(cells_of_level)),
      node_limit_(node_limit),
      pool_(2, static_cast<std::uint32_t>(
                   cells_of_level_.size())),  // never and always: behind every level
      unique_(kFirstSlots, 0),
      remembered_(kFirstSlots) {
  assert(std::ranges::find(cells_of_level_, 0U) == cells_of_level_.end());
  start_target();
}

void Diagrams::start_target() {
  nodes_left_ = node_limit_;
  steps_left_ = node_limit_ * kStepsPerNode;
  is_exhausted_ = false;
}

void Diagrams::resume(const Budget& budget) {
  nodes_left_ = budget.nodes_left;
  steps_left_ = budget.steps_left;
  is_exhausted_ = budget.is_exhausted;
}

bool Diagrams::spend(std::size_t& left, std::uint32_t cells) {
  const std::size_t cost = 1 + cells / kCellsPerUnit;
  if (is_exhausted_ || left < cost) {
    is_exhausted_ = true;
    return false;
  }
  left -= cost;
  return true;
}

Region Diagrams::cells(Level level, const std::vector<bool>& inside) {
  assert(inside.size() == cells_of_level_[level]);
  const std::size_t first = scratch_.size();
  for (const bool is_inside : inside) scratch_.push_back(is_inside ? kAlways : kNever);
  return Region{node_of_scratch(level, first)};
}

Region Diagrams::branch(Level level, std::span<const Region> by_cell) {
  assert(by_cell.size() == cells_of_level_[level]);
  const std::size_t first = scratch_.size();
  for (const Region region : by_cell) {
    assert(pool_[region.index()] > level);
    scratch_.push_back(region.number);
  }
  return Region{node_of_scratch(level, first)};
}

std::optional<std::vector<std::uint32_t>> Diagrams::witness(Region region) const {
  if (region == never()) return std::nullopt;
  std::vector<std::uint32_t> cells(level_count(), kAnyCell);
  while (region != always()) {
    std::uint32_t cell = 0;
    while (child(region, cell) == never()) ++cell;
    cells[level_of(region)] = cell;
    region = child(region, cell);
  }
  return cells;
}

std::vector<Level> Diagrams::levels_of(Region region) const {
  std::set<Level> levels;
  std::unordered_set<std::uint32_t> seen;
  std::vector<Region> open{region};
  while (!open.empty()) {
    const Region one = open.back();
    open.pop_back();
    if (one.number <= 1 || !seen.insert(one.number).second) continue;
    const Level level = level_of(one);
    levels.insert(level);
    for (std::uint32_t cell = 0; cell < cell_count(level); ++cell) open.push_back(child(one, cell));
  }
  return {levels.begin(), levels.end()};
}

std::optional<std::uint32_t> Diagrams::without_branching(Operation operation, std::uint32_t a,
                                                         std::uint32_t b) {
  if (operation == Operation::Subtract) {
    if (b == kNever) return a;
    return a == b || a == kNever || b == kAlways ? std::optional(kNever) : std::nullopt;
  }
  const bool unites = operation == Operation::Unite;
  const std::uint32_t wins = unites ? kAlways : kNever;
  const std::uint32_t yields = unites ? kNever : kAlways;
  if (a == b || a == wins || b == yields) return a;
  return b == wins || a == yields ? std::optional(b) : std::nullopt;
}

std::uint32_t Diagrams::apply(Operation operation, std::uint32_t a, std::uint32_t b) {
  if (is_exhausted_) return kNever;
  if (const auto result = without_branching(operation, a, b)) return *result;
  if (operation != Operation::Subtract && a > b) std::swap(a, b);
  const Remembered& known = remembered(operation, a, b);
  if (known.left == a && known.right == b && known.operation == operation) return known.result;
  const std::uint32_t result = apply_to_children(operation, a, b);
  if (is_exhausted_) return kNever;
  remembered(operation, a, b) = {a, b, operation, result};
  return result;
}

std::uint32_t Diagrams::apply_to_children(Operation operation, std::uint32_t a, std::uint32_t b) {
  const Level level = std::min(pool_[a], pool_[b]);
  const std::uint32_t count = cells_of_level_[level];
  if (!spend(steps_left_, count)) return kNever;
  const bool a_branches = pool_[a] == level;
  const bool b_branches = pool_[b] == level;
  const std::size_t first = scratch_.size();
  scratch_.resize(first + count);
  std::uint32_t last_a = kNever, last_b = kNever, last = kNever;
  for (std::uint32_t cell = 0; cell < count; ++cell) {
    const std::uint32_t of_a = a_branches ? pool_[a + 1 + cell] : a;
    const std::uint32_t of_b = b_branches ? pool_[b + 1 + cell] : b;
    if (of_a != last_a || of_b != last_b) last = apply(operation, of_a, of_b);
    last_a = of_a;
    last_b = of_b;
    scratch_[first + cell] = last;
  }
  return node_of_scratch(level, first);
}

/// The node with the children that stand in `scratch_` from `first` on, which it takes off.
std::uint32_t Diagrams::node_of_scratch(Level level, std::size_t first) {
  const std::span children = std::span(scratch_).subspan(first);
  const bool branches =
      std::ranges::any_of(children, [&](auto child) { return child != children[0]; });
  std::uint32_t node = branches ? find_or_create(level, children.data()) : children[0];
  if (is_exhausted_) node = kNever;
  scratch_.resize(first);
  return node;
}

std::uint32_t Diagrams::find_or_create(Level level, const std::uint32_t* children) {
  const std::size_t slot = slot_of(level, children);
  if (unique_[slot] != 0) return unique_[slot];
  const std::uint32_t count = cells_of_level_[level];
  if (pool_.size() + count >= std::numeric_limits<std::uint32_t>::max()) is_exhausted_ = true;
  if (!spend(nodes_left_, count)) return kNever;
  const auto node = static_cast<std::uint32_t>(pool_.size());
  pool_.push_back(level);
  pool_.insert(pool_.end(), children, children + count);
  unique_[slot] = node;
  if (++node_count_ * 2 > unique_.size()) grow();
  return node;
}

std::size_t Diagrams::slot_of(Level level, const std::uint32_t* children) const {
  const std::uint32_t count = cells_of_level_[level];
  std::uint64_t hash = mix(level, count);
  for (std::uint32_t cell = 0; cell < count; ++cell) hash = mix(hash, children[cell]);
  const std::size_t mask = unique_.size() - 1;
  std::size_t slot = hash & mask;
  for (; unique_[slot] != 0; slot = (slot + 1) & mask) {
    const std::uint32_t* const node = &pool_[unique_[slot]];
    if (*node == level && std::equal(children, children + count, node + 1)) break;
  }
  return slot;
}

Diagrams::Remembered& Diagrams::remembered(Operation operation, std::uint32_t a, std::uint32_t b) {
  const std::uint64_t hash = mix(mix(static_cast<std::uint64_t>(operation), a), b);
  return remembered_[hash & (remembered_.size() - 1)];
}

void Diagrams::grow() {
  std::vector<std::uint32_t> nodes(unique_.size() * 2, 0);
  nodes.swap(unique_);
  for (const std::uint32_t node : nodes) {
    if (node != 0) unique_[slot_of(pool_[node], &pool_[node + 1])] = node;
  }
  if (remembered_.size() >= kMostRemembered) return;
  std::vector<Remembered> results(remembered_.size() * 4);
  results.swap(remembered_);
  for (const Remembered& result : results) {
    if (result.left != 0) remembered(result.operation, result.left, result.right) = result;
  }
}

}  // namespace accessdrift
