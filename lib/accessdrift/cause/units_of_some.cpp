#include "accessdrift/cause/units_of_some.h"

#include <algorithm>
#include <map>
#include <set>

#include "accessdrift/cause/unit_sets.h"

namespace accessdrift {

UnitsOfSome::UnitsOfSome(const Comparison& comparison)
    : all_(edit_units(comparison)), unit_of_(comparison.edits.size()) {
  for (std::uint32_t u = 0; u < all_.units.size(); ++u) {
    for (const std::uint32_t edit : all_.units[u]) unit_of_[edit] = u;
  }
}

EditUnits UnitsOfSome::of(const std::vector<std::uint32_t>& some) {
  EditUnits made;
  std::map<std::uint32_t, std::uint32_t> place_of;
  for (const std::uint32_t edit : some) {
    const auto place = static_cast<std::uint32_t>(made.units.size());
    const auto [known, is_new] = place_of.emplace(unit_of_[edit], place);
    if (is_new) made.units.emplace_back();
    made.units[known->second].push_back(edit);
  }
  made.needs.resize(made.units.size());
  if (made.units.size() > UnitSets::kSingles) return made;
  for (const auto& [unit, place] : place_of) {
    const std::vector<std::uint32_t>& needed = needed_by(unit);
    for (const auto& [other, place_of_other] : place_of) {
      if (other != unit && std::ranges::binary_search(needed, other))
        made.needs[place].push_back(place_of_other);
    }
    std::ranges::sort(made.needs[place]);
  }
  return made;
}

const std::vector<std::uint32_t>& UnitsOfSome::needed_by(std::uint32_t unit) {
  const auto [known, is_new] = needed_.try_emplace(unit);
  if (!is_new) return known->second;
  std::set<std::uint32_t> met{unit};
  std::vector<std::uint32_t> open{unit};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (const std::uint32_t other : all_.needs[at]) {
      if (met.insert(other).second) open.push_back(other);
    }
  }
  return known->second = {met.begin(), met.end()};
}

}  // namespace accessdrift
