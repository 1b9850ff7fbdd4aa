#include "accessdrift/region/restrict.h"

#include <map>
#include <optional>
#include <vector>

namespace accessdrift {
namespace {

class Restricting {
 public:
  Restricting(Universe& universe, const RequestAttributes& told)
      : universe_(universe), diagrams_(universe.diagrams()), told_(told) {}

  Region restricted(Region region) {
    if (region == Diagrams::never() || region == Diagrams::always()) return region;
    if (const auto found = known_.find(region); found != known_.end()) return found->second;
    const Level level = diagrams_.level_of(region);
    Region result = Diagrams::never();
    if (const auto fixed = told_cell(level)) {
      result = restricted(diagrams_.child(region, *fixed));
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
  /// Nothing if it was not told.
  [[nodiscard]] std::optional<std::uint32_t> told_cell(Level level) const {
    const auto found = told_.find(universe_.levels()[level].attribute);
    if (found == told_.end() || found->second.state == Told::State::NotTold) return std::nullopt;
    return universe_.cell_of(level, found->second);
  }

  Universe& universe_;
  Diagrams& diagrams_;
  const RequestAttributes& told_;
  std::map<Region, Region> known_;
};

}  // namespace

Region restrict_to(Universe& universe, Region region, const RequestAttributes& told) {
  const Region left = Restricting(universe, told).restricted(region);
  return universe.diagrams().intersect(left, universe.care());
}

}  // namespace accessdrift
