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
constexpr std::size_t kRunsPerUnit = 64;
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

bool Diagrams::spend(std::size_t& left, std::size_t runs) {
  const std::size_t cost = 1 + runs / kRunsPerUnit;
  if (is_exhausted_ || left < cost) {
    is_exhausted_ = true;
    return false;
  }
  left -= cost;
  return true;
}

Region Diagrams::cells(Level level, const std::vector<bool>& inside) {
  assert(inside.size() == cells_of_level_[level]);
  const std::size_t begin = scratch_.size();
  for (std::uint32_t cell = 0; cell < inside.size(); ++cell)
    add_run(begin, cell, inside[cell] ? kAlways : kNever);
  return Region{node_of_scratch(level, begin)};
}

Region Diagrams::branch(Level level, std::span<const Region> by_cell) {
  assert(by_cell.size() == cells_of_level_[level]);
  const std::size_t begin = scratch_.size();
  for (std::uint32_t cell = 0; cell < by_cell.size(); ++cell) {
    assert(pool_[by_cell[cell].index()] > level);
    add_run(begin, cell, by_cell[cell].number);
  }
  return Region{node_of_scratch(level, begin)};
}

Region Diagrams::branch(Level level, std::span<const Run> runs) {
  assert(!runs.empty() && runs.front().first == 0 && runs.back().first < cells_of_level_[level]);
  const std::size_t begin = scratch_.size();
  for (const Run& run : runs) {
    assert(pool_[run.region.index()] > level);
    add_run(begin, run.first, run.region.number);
  }
  return Region{node_of_scratch(level, begin)};
}

std::vector<Diagrams::Run> Diagrams::runs_of(Region region) const {
  const Node node = node_at(region.number);
  std::vector<Run> runs;
  runs.reserve(node.runs);
  for (std::uint32_t run = 0; run < node.runs; ++run)
    runs.push_back({run == 0 ? 0 : node.firsts[run - 1], Region{node.children[run]}});
  return runs;
}

std::optional<std::vector<std::uint32_t>> Diagrams::witness(Region region) const {
  if (region == never()) return std::nullopt;
  std::vector<std::uint32_t> cells(level_count(), kAnyCell);
  while (region != always()) {
    const std::vector<Run> runs = runs_of(region);
    const Run& taken = runs.front().region == never() ? runs[1] : runs.front();
    cells[level_of(region)] = taken.first;
    region = taken.region;
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
    levels.insert(level_of(one));
    for (const Run& run : runs_of(one)) open.push_back(run.region);
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

/// Walks the runs of both side by side; a node that branches later is one run here.
std::uint32_t Diagrams::apply_to_children(Operation operation, std::uint32_t a, std::uint32_t b) {
  const Level level = std::min(pool_[a], pool_[b]);
  const bool a_branches = pool_[a] == level;
  const bool b_branches = pool_[b] == level;
  const std::uint32_t runs_a = a_branches ? node_at(a).runs : 1;
  const std::uint32_t runs_b = b_branches ? node_at(b).runs : 1;
  if (!spend(steps_left_, runs_a + runs_b)) return kNever;
  const std::size_t begin = scratch_.size();
  // The pool may move while children are made: nodes are looked up anew.
  const auto end_of = [this](std::uint32_t node, std::uint32_t run, std::uint32_t runs) {
    return run + 1 < runs ? node_at(node).firsts[run] : kAnyCell;
  };
  std::uint32_t in_a = 0;
  std::uint32_t in_b = 0;
  for (std::uint32_t first = 0; first != kAnyCell;) {
    const std::uint32_t of_a = a_branches ? node_at(a).children[in_a] : a;
    const std::uint32_t of_b = b_branches ? node_at(b).children[in_b] : b;
    add_run(begin, first, apply(operation, of_a, of_b));
    const std::uint32_t end_a = end_of(a, in_a, runs_a);
    const std::uint32_t end_b = end_of(b, in_b, runs_b);
    first = std::min(end_a, end_b);
    if (end_a == first) ++in_a;
    if (end_b == first) ++in_b;
  }
  return node_of_scratch(level, begin);
}

void Diagrams::add_run(std::size_t begin, std::uint32_t first, std::uint32_t child) {
  const bool continues = scratch_.size() > begin && scratch_.back().region.number == child;
  if (!continues) scratch_.push_back({first, Region{child}});
}

/// The node with the runs that stand in `scratch_` from `begin` on, which it takes off.
std::uint32_t Diagrams::node_of_scratch(Level level, std::size_t begin) {
  const std::span<const Run> runs = std::span(scratch_).subspan(begin);
  std::uint32_t node = runs.size() > 1 ? find_or_create(level, runs) : runs.front().region.number;
  if (is_exhausted_) node = kNever;
  scratch_.resize(begin);
  return node;
}

std::uint32_t Diagrams::find_or_create(Level level, std::span<const Run> runs) {
  const std::size_t slot = slot_of(level, runs);
  if (unique_[slot] != 0) return unique_[slot];
  if (pool_.size() + 2 * runs.size() >= std::numeric_limits<std::uint32_t>::max())
    is_exhausted_ = true;
  if (!spend(nodes_left_, runs.size())) return kNever;
  const auto node = static_cast<std::uint32_t>(pool_.size());
  pool_.push_back(level);
  pool_.push_back(static_cast<std::uint32_t>(runs.size()));
  for (const Run& run : runs.subspan(1)) pool_.push_back(run.first);
  for (const Run& run : runs) pool_.push_back(run.region.number);
  unique_[slot] = node;
  if (++node_count_ * 2 > unique_.size()) grow();
  return node;
}

bool Diagrams::is_node(std::uint32_t number, Level level, std::span<const Run> runs) const {
  const Node node = node_at(number);
  if (pool_[number] != level || node.runs != runs.size()) return false;
  for (std::uint32_t run = 0; run < node.runs; ++run) {
    if (node.children[run] != runs[run].region.number) return false;
    if (run > 0 && node.firsts[run - 1] != runs[run].first) return false;
  }
  return true;
}

std::size_t Diagrams::slot_of(Level level, std::span<const Run> runs) const {
  std::uint64_t hash = mix(level, runs.size());
  for (const Run& run : runs)
    hash = mix(hash, (std::uint64_t{run.first} << 32U) | run.region.number);
  const std::size_t mask = unique_.size() - 1;
  std::size_t slot = hash & mask;
  while (unique_[slot] != 0 && !is_node(unique_[slot], level, runs)) slot = (slot + 1) & mask;
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
    if (node != 0) unique_[slot_of(pool_[node], runs_of(Region{node}))] = node;
  }
  if (remembered_.size() >= kMostRemembered) return;
  std::vector<Remembered> results(remembered_.size() * 4);
  results.swap(remembered_);
  for (const Remembered& result : results) {
    if (result.left != 0) remembered(result.operation, result.left, result.right) = result;
  }
}

}  // namespace accessdrift
