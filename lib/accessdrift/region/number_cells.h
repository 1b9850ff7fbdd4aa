#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace accessdrift {

/// Integers from `first` to `last`, both inside; without one of them: without end.
struct IntRange {
  std::optional<std::int64_t> first;
  std::optional<std::int64_t> last;
  friend bool operator==(const IntRange&, const IntRange&) = default;
};

/// The integers cut at constants: below the first, the first, between it and the second, …
/// ascending. No cell is empty.
class NumberCells {
 public:
  explicit NumberCells(std::vector<std::int64_t> constants);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(firsts_.size()); }
  [[nodiscard]] std::uint32_t cell_of(std::int64_t number) const;
  /// 0 if it is in the cell, else the number of the cell that is nearest to 0.
  [[nodiscard]] std::int64_t example(std::uint32_t cell) const;
  [[nodiscard]] bool is_constant(std::int64_t number) const;

  /// The numbers of the cells with `inside[cell]`, ascending, neighbours joined.
  [[nodiscard]] std::vector<IntRange> ranges(const std::vector<bool>& inside) const;
  /// The cells whose union is exactly this range; nothing if there are none.
  [[nodiscard]] std::optional<std::vector<bool>> cells_of(const IntRange& range) const;

 private:
  [[nodiscard]] std::int64_t last_of(std::uint32_t cell) const;

  std::vector<std::int64_t> constants_;
  std::vector<std::int64_t> firsts_;  // by cell its lowest number
};

}  // namespace accessdrift
