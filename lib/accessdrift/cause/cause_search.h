#pragma once

#include <cstdint>
#include <vector>

#include "accessdrift/region/diagram.h"

namespace accessdrift {

/// Some of at most 64 units, a bit each.
using UnitSet = std::uint64_t;

/// What units need each other, and which sets of them are looked at (DESIGN §4, cause). A set is
/// *closed* if it has what its units need.
///
/// Up to `kAllSets` units all closed sets are looked at, up to `kPairs` those of at most two units
/// and what these need, applied or left out, up to 64 those of one unit.
class UnitSets {
 public:
  static constexpr std::size_t kAllSets = 6;
  static constexpr std::size_t kPairs = 16;
  static constexpr std::size_t kSingles = 64;

  /// `needs[unit]`: others. REQUIRES: at most `kSingles` units.
  explicit UnitSets(const std::vector<std::vector<std::uint32_t>>& needs);

  /// Fewest units first, then those that come first; the empty set and the whole one are among
  /// them.
  [[nodiscard]] const std::vector<UnitSet>& asked() const { return asked_; }
  [[nodiscard]] UnitSet whole() const { return whole_; }
  [[nodiscard]] bool is_complete() const { return is_complete_; }
  [[nodiscard]] bool is_closed(UnitSet set) const;
  /// Whether every closed set inside it was asked for, so that it can be told to be minimal.
  [[nodiscard]] bool has_all_inside(UnitSet set) const;
  /// Likewise of what is left out.
  [[nodiscard]] bool has_all_left_out(UnitSet left_out) const;
  /// The units that nothing else of a closed set needs.
  [[nodiscard]] UnitSet not_needed(UnitSet set) const;
  /// Of units that are left out: those that need nothing else that is.
  [[nodiscard]] UnitSet needing_nothing(UnitSet left_out) const;

 private:
  void close(const std::vector<std::vector<std::uint32_t>>& needs);
  void ask_small_ones();
  void ask(UnitSet set);
  [[nodiscard]] bool is_asked(UnitSet set) const;

  std::vector<UnitSet> needs_;      ///< by unit, closed, itself among them
  std::vector<UnitSet> needed_by_;  ///< likewise the other way round
  UnitSet whole_ = 0;
  bool is_complete_ = true;
  std::vector<UnitSet> asked_;
};

/// Requests whose decision is the same function of the units, as far as it was asked.
struct CausePart {
  Region where;
  std::vector<UnitSet> because;  ///< minimal; at most `kMostBecause`
  bool has_more = false;         ///< there are more
  UnitSet undo = 0;              ///< units left out
};
inline constexpr std::size_t kMostBecause = 3;

/// The requests within `care` that the empty set and the whole one decide differently, by what
/// brings that about and what takes it back. `decided[i]` is where `sets.asked()[i]` allows.
///
/// Empty if some request has no cause among the sets, the bound of the diagrams was hit, or there
/// are more than 64 parts. Deterministic.
[[nodiscard]] std::vector<CausePart> find_causes(const UnitSets& sets,
                                                 const std::vector<Region>& decided, Region care,
                                                 Diagrams& diagrams);

}  // namespace accessdrift
