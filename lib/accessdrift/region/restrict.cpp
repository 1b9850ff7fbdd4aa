#include "accessdrift/region/restrict.h"

#include <map>
#include <optional>
#include <vector>

namespace accessdrift {
namespace {

class Restricting {
 public:
  Restricting(Diagrams& diagrams, std::vector<std::optional<std::uint32_t>> fixed)
      : diagrams_(diagrams), fixed_(std::move(fixed)) {}

  Region restricted(Region region) {
    if (region == Diagrams::never() || region == Diagrams::always()) return region;
    if (const auto found = known_.find(region); found != known_.end()) return found->second;
    const Level level = diagrams_.level_of(region);
    Region result = Diagrams::never();
    if (fixed_[level]) {
      result = restricted(diagrams_.child(region, *fixed_[level]));
    } else {
      for (std::uint32_t cell = 0; cell < diagrams_.cell_count(level); ++cell) {
        const Region below = restricted(diagrams_.child(region, cell));
        if (below == Diagrams::never()) continue;
        std::vector<bool> inside(diagrams_.cell_count(level), false);
        inside[cell] = true;
        result =
            diagrams_.unite(result, diagrams_.intersect(diagrams_.cells(level, inside), below));
      }
    }
    known_.emplace(region, result);
    return result;
  }

 private:
  Diagrams& diagrams_;
  std::vector<std::optional<std::uint32_t>> fixed_;
  std::map<Region, Region> known_;
};

}  // namespace

Region restrict_to(Universe& universe, Region region, const RequestAttributes& told) {
  const auto& levels = universe.levels();
  std::vector<std::optional<std::uint32_t>> fixed(levels.size());
  for (Level level = 0; level < levels.size(); ++level) {
    const auto found = told.find(levels[level].attribute);
    if (found == told.end() || found->second.state == Told::State::NotTold) continue;
    fixed[level] = universe.cell_of(level, found->second);
  }
  const Region left = Restricting(universe.diagrams(), std::move(fixed)).restricted(region);
  return universe.diagrams().intersect(left, universe.care());
}

}  // namespace accessdrift
