#include "accessdrift/region/project.h"

#include <algorithm>
#include <functional>
#include <map>

namespace accessdrift {
namespace {

class Projecting {
 public:
  using IsProjected = std::function<bool(const Universe::LevelInfo&)>;

  Projecting(Universe& universe, IsProjected is_projected)
      : diagrams_(universe.diagrams()),
        levels_(universe.levels()),
        is_projected_(std::move(is_projected)) {}

  /// Depth: one a level.
  Region of(Region region) {
    if (region == Diagrams::never() || region == Diagrams::always()) return region;
    if (const auto found = known_.find(region); found != known_.end()) return found->second;
    const Level level = diagrams_.level_of(region);
    std::vector<Diagrams::Run> runs = diagrams_.runs_of(region);
    for (Diagrams::Run& run : runs) run.region = of(run.region);
    Region result = Diagrams::never();
    if (is_projected_(levels_[level])) {
      for (const Diagrams::Run& run : runs) result = diagrams_.unite(result, run.region);
    } else {
      result = diagrams_.branch(level, runs);
    }
    known_.emplace(region, result);
    return result;
  }

 private:
  Diagrams& diagrams_;
  const std::vector<Universe::LevelInfo>& levels_;
  IsProjected is_projected_;
  std::map<Region, Region> known_;
};

}  // namespace

Region project(Universe& universe, Region region, const std::vector<std::string_view>& attributes) {
  const auto is_projected = [&](const Universe::LevelInfo& level) {
    return std::ranges::find(attributes, level.attribute) != attributes.end();
  };
  return Projecting(universe, is_projected).of(region);
}

Region project(Universe& universe, Region region, VariableKind kind) {
  const auto is_projected = [kind](const Universe::LevelInfo& level) { return level.kind == kind; };
  if (std::ranges::none_of(universe.levels(), is_projected)) return region;
  return Projecting(universe, is_projected).of(region);
}

std::optional<Region> without(Universe& universe, Region region, Region care,
                              const std::vector<std::string_view>& attributes) {
  const Region projected = project(universe, region, attributes);
  if (universe.diagrams().intersect(projected, care) != region) return std::nullopt;
  return projected;
}

}  // namespace accessdrift
