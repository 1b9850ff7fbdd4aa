#include "accessdrift/region/filled.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

class Filling {
 public:
  explicit Filling(Universe& universe) : universe_(universe), diagrams_(universe.diagrams()) {}

  /// Depth: one a level.
  Region of(Region region, Region care) {
    if (region == Diagrams::never()) return region;
    if (region == care) return Diagrams::always();
    const auto known = known_.find({region, care});
    if (known != known_.end()) return known->second;
    const Level level = first_level(region, care);
    std::vector<Region> by_cell(diagrams_.cell_count(level), Diagrams::never());
    std::vector<bool> is_asked(by_cell.size());
    for (std::uint32_t cell = 0; cell < by_cell.size(); ++cell) {
      const Region inside = child(care, level, cell);
      is_asked[cell] = inside != Diagrams::never();
      if (is_asked[cell]) by_cell[cell] = of(child(region, level, cell), inside);
    }
    if (is_filled(universe_.attribute_of(level))) fill(level, is_asked, by_cell);
    return known_[{region, care}] = diagrams_.branch(level, by_cell);
  }

 private:
  static bool is_filled(const Universe::Attribute& attribute) {
    return attribute.kind == VariableKind::World || is_told_by_url(attribute.name);
  }

  [[nodiscard]] Level first_level(Region a, Region b) const {
    if (a.number <= 1) return diagrams_.level_of(b);
    if (b.number <= 1) return diagrams_.level_of(a);
    return std::min(diagrams_.level_of(a), diagrams_.level_of(b));
  }
  [[nodiscard]] Region child(Region region, Level level, std::uint32_t cell) const {
    const bool branches = region.number > 1 && diagrams_.level_of(region) == level;
    return branches ? diagrams_.child(region, cell) : region;
  }

  /// How many tests a string of the cell passes; a constant is more specific than what any test
  /// tells, and absent is like nothing else. Of what is no string no cell is.
  [[nodiscard]] std::size_t specificity_of(Level level, std::uint32_t cell) const {
    constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max();
    const Universe::Attribute& attribute = universe_.attribute_of(level);
    if (level == attribute.first && attribute.absent_cell == cell) return kMost;
    if (universe_.levels()[level].part != Universe::LevelInfo::Part::Whole) return 0;
    const ValueCells& values = universe_.values(level);
    if (!values.strings().has(cell)) return 0;
    const TextCells& texts = values.texts();
    const std::uint32_t text = cell - values.strings().first;
    std::size_t count = texts.is_constant(text) ? texts.exact().size() : 0;
    for (std::size_t test = 0; test < texts.exact().size(); ++test)
      count += texts.holds(test, text) ? 1 : 0;
    return count;
  }

  /// What is absent has what all have, so that no words need to speak of it.
  void fill(Level level, const std::vector<bool>& is_asked, std::vector<Region>& by_cell) {
    std::size_t least = by_cell.size();
    std::size_t specificity = std::numeric_limits<std::size_t>::max();
    for (std::uint32_t cell = 0; cell < by_cell.size(); ++cell) {
      if (!is_asked[cell]) continue;
      const std::size_t of_cell = specificity_of(level, cell);
      if (least == by_cell.size() || of_cell < specificity) least = cell;
      specificity = std::min(specificity, of_cell);
    }
    if (least == by_cell.size()) return;
    Region common = Diagrams::always();
    for (std::uint32_t cell = 0; cell < by_cell.size(); ++cell) {
      if (!is_asked[cell]) by_cell[cell] = by_cell[least];
      if (is_asked[cell]) common = diagrams_.intersect(common, by_cell[cell]);
    }
    const Universe::Attribute& attribute = universe_.attribute_of(level);
    const bool has_absent =
        attribute.absent_cell && level == attribute.first && attribute.elements.empty();
    if (has_absent && !is_asked[*attribute.absent_cell]) by_cell[*attribute.absent_cell] = common;
  }

  Universe& universe_;
  Diagrams& diagrams_;
  std::map<std::pair<Region, Region>, Region> known_;
};

}  // namespace

Region filled(Universe& universe, Region region, Region care) {
  const Region made = Filling(universe).of(region, care);
  return universe.diagrams().intersect(made, universe.care());
}

}  // namespace accessdrift
