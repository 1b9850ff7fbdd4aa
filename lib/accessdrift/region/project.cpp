#include "accessdrift/region/project.h"

#include <algorithm>
#include <map>

namespace accessdrift {
namespace {

class Projecting {
 public:
  Projecting(Diagrams& diagrams, std::vector<bool> is_projected)
      : diagrams_(diagrams), is_projected_(std::move(is_projected)) {}

  /// Depth: one a level.
  Region of(Region region) {
    if (region == Diagrams::never() || region == Diagrams::always()) return region;
    if (const auto found = known_.find(region); found != known_.end()) return found->second;
    const Level level = diagrams_.level_of(region);
    std::vector<Region> by_cell(diagrams_.cell_count(level));
    for (std::uint32_t cell = 0; cell < by_cell.size(); ++cell)
      by_cell[cell] = of(diagrams_.child(region, cell));
    Region result = Diagrams::never();
    if (is_projected_[level]) {
      for (const Region one : by_cell) result = diagrams_.unite(result, one);
    } else {
      result = diagrams_.branch(level, by_cell);
    }
    known_.emplace(region, result);
    return result;
  }

 private:
  Diagrams& diagrams_;
  std::vector<bool> is_projected_;  // by level
  std::map<Region, Region> known_;
};

}  // namespace

Region project(Universe& universe, Region region, const std::vector<std::string_view>& attributes) {
  const auto& levels = universe.levels();
  std::vector<bool> is_projected(levels.size(), false);
  for (Level level = 0; level < levels.size(); ++level)
    is_projected[level] =
        std::ranges::find(attributes, levels[level].attribute) != attributes.end();
  return Projecting(universe.diagrams(), std::move(is_projected)).of(region);
}

Region project(Universe& universe, Region region, VariableKind kind) {
  const auto& levels = universe.levels();
  std::vector<bool> is_projected(levels.size(), false);
  for (Level level = 0; level < levels.size(); ++level)
    is_projected[level] = levels[level].kind == kind;
  return Projecting(universe.diagrams(), std::move(is_projected)).of(region);
}

std::optional<Region> without(Universe& universe, Region region, Region care,
                              const std::vector<std::string_view>& attributes) {
  const Region projected = project(universe, region, attributes);
  if (universe.diagrams().intersect(projected, care) != region) return std::nullopt;
  return projected;
}

}  // namespace accessdrift
