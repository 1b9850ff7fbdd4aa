#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace accessdrift {

/// Some of at most 64 units, a bit each.
using UnitSet = std::uint64_t;
constexpr UnitSet bit(std::size_t unit) { return UnitSet{1} << unit; }

/// Fewest first, then by the first unit in which two differ.
[[nodiscard]] bool comes_before(UnitSet a, UnitSet b);

/// What units need each other, and which sets of them are looked at (DESIGN §4, cause). A set is
/// *closed* if it has what its units need.
///
/// Up to `kAllSets` units all closed sets are looked at, up to `kPairs` those of at most two units
/// and what these need, applied or left out, up to 64 those of one unit; where none of these
/// brings it about, also up to `kAllSets` that cannot be left out (`FurtherSets`).
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
  /// Where a set is among them. REQUIRES: it is.
  [[nodiscard]] std::size_t place_of(UnitSet set) const;
  [[nodiscard]] UnitSet whole() const { return whole_; }
  [[nodiscard]] std::size_t count() const { return needs_.size(); }
  [[nodiscard]] bool is_complete() const { return is_complete_; }
  [[nodiscard]] bool is_closed(UnitSet set) const;
  /// Whether every closed set inside it was asked for, so that it can be told to be minimal.
  [[nodiscard]] bool has_all_inside(UnitSet set) const;
  /// Likewise of what is left out.
  [[nodiscard]] bool has_all_left_out(UnitSet left_out) const;
  /// The units with what they need.
  [[nodiscard]] UnitSet with_needed(UnitSet units) const;
  /// The units with what needs them.
  [[nodiscard]] UnitSet with_needing(UnitSet units) const;
  /// Asks for a closed set, too, with all closed ones inside it. REQUIRES: at most `kAllSets`
  /// units.
  void look_inside(UnitSet set);
  /// Likewise of what is left out.
  void look_at_left_out(UnitSet left_out);
  /// The units that nothing else of a closed set needs.
  [[nodiscard]] UnitSet not_needed(UnitSet set) const;
  /// Of units that are left out: those that need nothing else that is.
  [[nodiscard]] UnitSet needing_nothing(UnitSet left_out) const;

 private:
  void close(const std::vector<std::vector<std::uint32_t>>& needs);
  void ask_small_ones();
  void sort();
  void ask(UnitSet set);
  [[nodiscard]] bool is_asked(UnitSet set) const;

  std::vector<UnitSet> needs_;      ///< by unit, closed, itself among them
  std::vector<UnitSet> needed_by_;  ///< likewise the other way round
  UnitSet whole_ = 0;
  bool is_complete_ = true;
  std::vector<UnitSet> asked_;
};

}  // namespace accessdrift
