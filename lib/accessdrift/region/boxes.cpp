#include "accessdrift/region/boxes.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

#include "accessdrift/region/cell_set.h"

namespace accessdrift {
namespace {

/// Where an element is, or is not, as the entry of a box has it.
Region within_element(Diagrams& diagrams, const Box::value_type& entry, Region region) {
  const auto& [level, cells] = entry;
  return diagrams.branch(level, std::array{cells[0] ? region : Diagrams::never(),
                                           cells[1] ? region : Diagrams::never()});
}

/// Where the level has one of the entry's cells.
Region among(Diagrams& diagrams, const Box::value_type& entry, Region region) {
  std::vector<Region> by_cell(entry.second.size(), Diagrams::never());
  for (std::size_t cell = 0; cell < by_cell.size(); ++cell) {
    if (entry.second[cell]) by_cell[cell] = region;
  }
  return diagrams.branch(entry.first, by_cell);
}

/// What follows behind an attribute's head: where it is a set, and otherwise; never outside of
/// `cells`, if given.
Region behind_head(Diagrams& diagrams, const Universe::Attribute& attribute, Region as_set,
                   Region otherwise, const std::vector<bool>* cells = nullptr) {
  std::vector<Region> by_cell(diagrams.cell_count(attribute.first), otherwise);
  if (attribute.set_cell) by_cell[*attribute.set_cell] = as_set;
  for (std::size_t cell = 0; cells != nullptr && cell < by_cell.size(); ++cell) {
    if (!(*cells)[cell]) by_cell[cell] = Diagrams::never();
  }
  return diagrams.branch(attribute.first, by_cell);
}

/// Levels of the elements that the boxes speak of, last first.
std::set<Level, std::greater<>> element_levels(const Universe& universe,
                                               std::span<const Box> boxes) {
  std::set<Level, std::greater<>> elements;
  for (const Box& box : boxes) {
    for (const auto& [level, cells] : box) {
      if (universe.levels()[level].part == Universe::LevelInfo::Part::Element)
        elements.insert(level);
    }
  }
  return elements;
}

/// The assignments that belong to no request: what is outside `care`, and elements of what is no
/// set. Of the elements that the boxes speak of; regions do not depend on them, and with them in, a
/// box is a plain product.
Region stray_elements(Universe& universe, std::span<const Box> boxes) {
  const std::set<Level, std::greater<>> elements = element_levels(universe, boxes);
  Diagrams& diagrams = universe.diagrams();
  Region stray = Diagrams::never();
  for (auto level = elements.begin(); level != elements.end();) {
    const Universe::Attribute& attribute = universe.attribute_of(*level);
    Region some_in = stray;
    for (; level != elements.end() && *level >= attribute.first; ++level) {
      if (attribute.has_head)
        some_in = diagrams.branch(*level, std::array{some_in, Diagrams::always()});
    }
    if (attribute.has_head) stray = behind_head(diagrams, attribute, stray, some_in);
  }
  return diagrams.unite(stray, diagrams.complement(universe.care()));
}

/// The cells that are in `cells` and not in `others`.
std::vector<bool> without(std::vector<bool> cells, const std::vector<bool>& others) {
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    if (others[cell]) cells[cell] = false;
  }
  return cells;
}

/// Calls `see(child, first cell, end of cells)` for neighbouring cells of one child.
template <typename See>
void each_run(const Diagrams& diagrams, Region region, const See& see) {
  const std::vector<Diagrams::Run> runs = diagrams.runs_of(region);
  const std::uint32_t count = diagrams.cell_count(diagrams.level_of(region));
  for (std::size_t run = 0; run < runs.size(); ++run)
    see(runs[run].region, runs[run].first, run + 1 < runs.size() ? runs[run + 1].first : count);
}

/// Which parts of a box lie in a region, both plain products. Reads the diagram only. Depth: one a
/// level.
class Inclusion {
 public:
  Inclusion(const Diagrams& diagrams, Region region, const Box& box)
      : diagrams_(diagrams), region_(region) {
    for (const auto& [level, cells] : box) box_.emplace(level, cells);
  }

  [[nodiscard]] bool of_all() { return all_in(region_); }
  /// The cells of `level`, inside the box or not, with which the rest of the box lies in the
  /// region.
  [[nodiscard]] std::vector<bool> of_cells(Level level) {
    return cells_in(region_, level).as_bools();
  }

 private:
  bool all_in(Region region) {
    if (region.number <= 1) return region == Diagrams::always();
    const auto known = all_in_.find(region);
    if (known != all_in_.end()) return known->second;
    bool is_in = true;
    for_each_allowed_child(region, [&](Region child) { is_in = is_in && all_in(child); });
    return all_in_[region] = is_in;
  }

  const CellSet& cells_in(Region region, Level asked) {
    const auto known = cells_in_.find(region);
    if (known != cells_in_.end()) return known->second;
    const std::uint32_t count = diagrams_.cell_count(asked);
    CellSet in(count);
    if (region.number <= 1 || diagrams_.level_of(region) > asked) {
      if (all_in(region)) in = CellSet::all(count);
    } else if (diagrams_.level_of(region) == asked) {
      each_run(diagrams_, region, [&](Region child, std::uint32_t first, std::uint32_t end) {
        if (all_in(child)) in.add(first, end);
      });
    } else {
      in = CellSet::all(count);
      for_each_allowed_child(region, [&](Region child) { in &= cells_in(child, asked); });
    }
    return cells_in_.emplace(region, std::move(in)).first->second;
  }

  /// Neighbouring equal children once.
  template <typename Visit>
  void for_each_allowed_child(Region region, const Visit& visit) const {
    const auto restriction = box_.find(diagrams_.level_of(region));
    Region last;
    each_run(diagrams_, region, [&](Region child, std::uint32_t first, std::uint32_t end) {
      const bool is_allowed = restriction == box_.end() || restriction->second.has_any(first, end);
      if (is_allowed && child != last) visit(child);
      if (is_allowed) last = child;
    });
  }

  const Diagrams& diagrams_;
  Region region_;
  std::map<Level, CellSet> box_;
  std::unordered_map<Region, bool> all_in_;
  std::unordered_map<Region, CellSet> cells_in_;
};

/// The children other than never, each once, by the first cell that leads there.
struct Group {
  Region child;
  std::vector<std::uint32_t> cells;
};
std::vector<Group> groups(const Diagrams& diagrams, Region region) {
  std::vector<Group> groups;
  std::unordered_map<Region, std::size_t> index;
  each_run(diagrams, region, [&](Region child, std::uint32_t first, std::uint32_t end) {
    if (child == Diagrams::never()) return;
    const auto [at, is_new] = index.try_emplace(child, groups.size());
    if (is_new) groups.push_back({child, {}});
    std::vector<std::uint32_t>& cells = groups[at->second].cells;
    for (std::uint32_t cell = first; cell < end; ++cell) cells.push_back(cell);
  });
  return groups;
}

/// Depth: one a level.
class PathCount {
 public:
  explicit PathCount(const Diagrams& diagrams) : diagrams_(diagrams) {}

  std::uint64_t of(Region region) {
    if (region.number <= 1) return region.number;
    const auto known = known_.find(region);
    if (known != known_.end()) return known->second;
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t count = 0;
    for (const Group& group : groups(diagrams_, region)) {
      const std::uint64_t more = of(group.child);
      count = more > kMost - count ? kMost : count + more;
    }
    return known_[region] = count;
  }

 private:
  const Diagrams& diagrams_;
  std::unordered_map<Region, std::uint64_t> known_;
};

/// A set that has an element is there.
void leave_out_implied_heads(const Universe& universe, Box& box) {
  for (auto head = box.begin(); head != box.end();) {
    const Universe::Attribute& attribute = universe.attribute_of(head->first);
    const bool is_head = attribute.has_head && head->first == attribute.first;
    const auto has_element = [&](const auto& entry) {
      return entry.first >= attribute.first_element() && entry.first < attribute.end() &&
             !entry.second[0];
    };
    const bool is_implied = is_head && attribute.set_cell && head->second[*attribute.set_cell] &&
                            std::ranges::any_of(box, has_element);
    head = is_implied ? box.erase(head) : std::next(head);
  }
}

/// Whether `see` asks for more. Depth: one a level.
bool walk_paths(const Universe& universe, Region region, Box& path,
                const std::function<bool(const Box&)>& see) {
  if (region == Diagrams::never()) return true;
  if (region == Diagrams::always()) {
    Box box = path;
    leave_out_implied_heads(universe, box);
    return see(box);
  }
  const Diagrams& diagrams = universe.diagrams();
  const Level level = diagrams.level_of(region);
  for (const Group& group : groups(diagrams, region)) {
    std::vector<bool> cells(diagrams.cell_count(level), false);
    for (const std::uint32_t cell : group.cells) cells[cell] = true;
    path[level] = std::move(cells);
    if (!walk_paths(universe, group.child, path, see)) return false;
  }
  path.erase(level);
  return true;
}

std::vector<Level> levels_of(const Box& box) {
  std::vector<Level> levels;
  for (const auto& [level, cells] : box) levels.push_back(level);
  return levels;
}

bool are_all(const std::vector<bool>& cells) {
  return std::ranges::find(cells, false) == cells.end();
}

/// Leaves out every restriction that the region does not need, then lets in every cell that it has.
void expand(const Diagrams& diagrams, Region region, Box& box) {
  for (const Level level : levels_of(box)) {
    auto restriction = box.extract(level);
    if (!Inclusion(diagrams, region, box).of_all()) box.insert(std::move(restriction));
  }
  for (const Level level : levels_of(box)) {
    box[level] = Inclusion(diagrams, region, box).of_cells(level);
    if (are_all(box[level])) box.erase(level);
  }
}

void shrink(const Diagrams& diagrams, Region covered, Box& box, const Wording& wording) {
  for (const Level level : levels_of(box)) {
    const std::vector<bool> needed =
        without(box[level], Inclusion(diagrams, covered, box).of_cells(level));
    std::vector<bool> shorter = wording.shortest_between(level, needed, box[level]);
    if (wording.length_of(level, shorter) < wording.length_of(level, box[level]))
      box[level] = std::move(shorter);
  }
}

/// Calls `visit(box, what all other boxes cover)`, last box first; what it does to the box counts
/// for those that follow.
template <typename Visit>
void for_each_beside_others(Universe& universe, std::vector<Box>& boxes, const Visit& visit) {
  Diagrams& diagrams = universe.diagrams();
  std::vector<Region> before{stray_elements(universe, boxes)};
  for (const Box& box : boxes)
    before.push_back(diagrams.unite(before.back(), region_of(universe, box)));
  Region behind = Diagrams::never();
  for (std::size_t i = boxes.size(); i-- > 0;) {
    if (visit(boxes[i], diagrams.unite(before[i], behind))) {
      behind = diagrams.unite(behind, region_of(universe, boxes[i]));
    } else {
      boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

/// The entries of one attribute, from the last one of the box that `entry` is at; behind them is
/// `region`.
Region within_attribute(Diagrams& diagrams, const Universe::Attribute& attribute, const Box& box,
                        Box::const_reverse_iterator& entry, Region region) {
  Region as_set = region;
  Region otherwise = region;
  for (; entry != box.rend() && entry->first >= attribute.first_element(); ++entry) {
    as_set = within_element(diagrams, *entry, as_set);
    if (!entry->second[0]) otherwise = Diagrams::never();
  }
  if (!attribute.has_head) return as_set;
  const bool names_head = entry != box.rend() && entry->first == attribute.first;
  const std::vector<bool>* const cells = names_head ? &entry->second : nullptr;
  if (names_head) ++entry;
  return behind_head(diagrams, attribute, as_set, otherwise, cells);
}

}  // namespace

Region region_of(Universe& universe, const Box& box) {
  Diagrams& diagrams = universe.diagrams();
  Region region = Diagrams::always();
  for (auto entry = box.rbegin(); entry != box.rend();) {
    const Universe::Attribute& attribute = universe.attribute_of(entry->first);
    if (universe.levels()[entry->first].part == Universe::LevelInfo::Part::Recurrence) {
      region = among(diagrams, *entry, region);
      ++entry;
      continue;
    }
    region = within_attribute(diagrams, attribute, box, entry, region);
  }
  return region;
}

std::uint64_t count_paths(const Diagrams& diagrams, Region region) {
  return PathCount(diagrams).of(region);
}

Extent extent_of(const Diagrams& diagrams, Region region) {
  std::set<Region> nodes;
  std::set<Level> levels;
  std::vector<Region> open{region};
  while (!open.empty()) {
    const Region node = open.back();
    open.pop_back();
    if (node.number <= 1 || !nodes.insert(node).second) continue;
    levels.insert(diagrams.level_of(node));
    for (const Group& group : groups(diagrams, node)) open.push_back(group.child);
  }
  return {nodes.size(), levels.size()};
}

void each_path(const Universe& universe, Region region,
               const std::function<bool(const Box&)>& see) {
  Box path;
  walk_paths(universe, region, path, see);
}

std::vector<Box> path_boxes(const Universe& universe, Region region, std::uint64_t most) {
  std::vector<Box> paths;
  if (most == 0) return paths;
  each_path(universe, region, [&](const Box& box) {
    paths.push_back(box);
    return paths.size() < most;
  });
  return paths;
}

std::vector<Box> expanded_boxes(Universe& universe, Region region, std::vector<Box> paths) {
  Diagrams& diagrams = universe.diagrams();
  const Region may_cover = diagrams.unite(region, stray_elements(universe, paths));
  std::set<Box> boxes;
  for (Box& box : paths) {
    expand(diagrams, may_cover, box);
    boxes.insert(std::move(box));
  }
  return {boxes.begin(), boxes.end()};
}

std::vector<Box> irredundant_boxes(Universe& universe, std::vector<Box> boxes,
                                   const Wording& wording) {
  Diagrams& diagrams = universe.diagrams();
  for_each_beside_others(universe, boxes, [&](const Box& box, Region others) {
    return !Inclusion(diagrams, others, box).of_all();
  });
  for_each_beside_others(universe, boxes, [&](Box& box, Region others) {
    shrink(diagrams, others, box, wording);
    return true;
  });
  return boxes;
}

}  // namespace accessdrift
