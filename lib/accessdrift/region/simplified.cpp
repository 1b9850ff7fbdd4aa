#include "accessdrift/region/simplified.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace accessdrift {
namespace {

/// What follows behind each class of what recurs; nothing where the class does not occur.
using ByClass = std::vector<std::optional<Region>>;

bool fits(const ByClass& group, const ByClass& period) {
  for (std::size_t c = 0; c < group.size(); ++c) {
    if (group[c] && period[c] && *group[c] != *period[c]) return false;
  }
  return true;
}

void add(ByClass& group, const ByClass& period) {
  for (std::size_t c = 0; c < group.size(); ++c) {
    if (period[c]) group[c] = period[c];
  }
}

class Simplifying {
 public:
  explicit Simplifying(Universe& universe) : universe_(universe), diagrams_(universe.diagrams()) {}

  /// Depth: one a level.
  Region of(Region region) {
    if (region == universe_.care()) return Diagrams::always();
    if (region.number <= 1) return region;
    const auto known = known_.find(region);
    if (known != known_.end()) return known->second;
    const Level level = diagrams_.level_of(region);
    const Universe::Attribute& attribute = universe_.attribute_of(level);
    const bool has_periods = attribute.has_recurrence && level == attribute.first;
    std::vector<Region> by_cell(diagrams_.cell_count(level));
    for (std::uint32_t cell = 0; cell < by_cell.size(); ++cell) {
      if (!has_periods || !attribute.is_period(cell))
        by_cell[cell] = of(diagrams_.child(region, cell));
    }
    if (has_periods) fill_periods(region, attribute, by_cell);
    return known_[region] = diagrams_.branch(level, by_cell);
  }

 private:
  [[nodiscard]] ByClass period_of(Region region, const Universe::Attribute& attribute,
                                  std::uint32_t period) {
    const TimeCells& times = attribute.values->times();
    const Region behind = diagrams_.child(region, attribute.values->periods().first + period);
    const bool branches = behind.number > 1 && diagrams_.level_of(behind) == attribute.recurrence();
    ByClass by_class(times.classes());
    for (const std::uint32_t in_class : times.classes_in(period))
      by_class[in_class] = of(branches ? diagrams_.child(behind, in_class) : behind);
    return by_class;
  }

  void fill_periods(Region region, const Universe::Attribute& attribute,
                    std::vector<Region>& by_cell) {
    constexpr std::size_t kMostTried = 16;
    const ValueCells::Run& periods = attribute.values->periods();
    std::vector<ByClass> groups;
    std::vector<std::size_t> group_of;
    for (std::uint32_t period = 0; period < periods.count; ++period) {
      ByClass by_class = period_of(region, attribute, period);
      const std::size_t tried = std::min(groups.size(), kMostTried);
      const auto group =
          std::find_if(groups.rbegin(), groups.rbegin() + static_cast<std::ptrdiff_t>(tried),
                       [&](const ByClass& g) { return fits(g, by_class); });
      if (group == groups.rbegin() + static_cast<std::ptrdiff_t>(tried)) {
        group_of.push_back(groups.size());
        groups.push_back(std::move(by_class));
      } else {
        add(*group, by_class);
        group_of.push_back(groups.size() - 1 - static_cast<std::size_t>(group - groups.rbegin()));
      }
    }
    std::vector<Region> filled;
    filled.reserve(groups.size());
    for (const ByClass& group : groups) filled.push_back(region_of(attribute, group));
    for (std::uint32_t period = 0; period < periods.count; ++period)
      by_cell[periods.first + period] = filled[group_of[period]];
  }

  /// What does not occur is like all else if that is one thing, else out.
  [[nodiscard]] Region region_of(const Universe::Attribute& attribute, const ByClass& group) {
    std::optional<Region> one;
    bool is_one = true;
    for (const auto& behind : group) {
      if (!behind) continue;
      is_one = is_one && (!one || *one == *behind);
      one = behind;
    }
    if (is_one) return one.value_or(Diagrams::never());
    std::vector<Region> by_class;
    by_class.reserve(group.size());
    for (const auto& behind : group) by_class.push_back(behind.value_or(Diagrams::never()));
    return diagrams_.branch(attribute.recurrence(), by_class);
  }

  Universe& universe_;
  Diagrams& diagrams_;
  std::map<Region, Region> known_;
};

}  // namespace

Region simplified(Universe& universe, Region region) {
  if (universe.care() == Diagrams::always()) return region;
  return Simplifying(universe).of(region);
}

}  // namespace accessdrift
