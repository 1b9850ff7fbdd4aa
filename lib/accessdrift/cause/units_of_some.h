#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "accessdrift/cause/edit_units.h"

namespace accessdrift {

/// The units of some edits, where the others do not matter: what these need through others they
/// need all the same, so that every closed set of theirs is the share of one of all.
class UnitsOfSome {
 public:
  explicit UnitsOfSome(const Comparison& comparison);

  /// By places, ascending; of more than are searched (`UnitSets::kSingles`) without their needs.
  /// Cost: that of the edits that are needed, for each unit once.
  [[nodiscard]] EditUnits of(const std::vector<std::uint32_t>& some);

 private:
  /// All units that one needs, and what these need, ascending; itself among them.
  [[nodiscard]] const std::vector<std::uint32_t>& needed_by(std::uint32_t unit);

  EditUnits all_;
  std::vector<std::uint32_t> unit_of_;  ///< by edit
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> needed_;
};

}  // namespace accessdrift
