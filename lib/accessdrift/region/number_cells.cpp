#include "accessdrift/region/number_cells.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

}  // namespace

NumberCells::NumberCells(std::vector<std::int64_t> constants)
    : constants_(std::move(constants)), firsts_{kLowest} {
  std::ranges::sort(constants_);
  const auto repeated = std::ranges::unique(constants_);
  constants_.erase(repeated.begin(), repeated.end());
  for (const std::int64_t constant : constants_) {
    if (firsts_.back() != constant) firsts_.push_back(constant);
    if (constant != kHighest) firsts_.push_back(constant + 1);
  }
}

std::uint32_t NumberCells::cell_of(std::int64_t number) const {
  return static_cast<std::uint32_t>(std::ranges::upper_bound(firsts_, number) - firsts_.begin()) -
         1;
}

std::int64_t NumberCells::last_of(std::uint32_t cell) const {
  return cell + 1 < size() ? firsts_[cell + 1] - 1 : kHighest;
}

std::int64_t NumberCells::example(std::uint32_t cell) const {
  return std::clamp(std::int64_t{0}, firsts_[cell], last_of(cell));
}

bool NumberCells::is_constant(std::int64_t number) const {
  return std::ranges::binary_search(constants_, number);
}

std::vector<IntRange> NumberCells::ranges(const std::vector<bool>& inside) const {
  std::vector<IntRange> ranges;
  for (std::uint32_t cell = 0; cell < size(); ++cell) {
    if (!inside[cell]) continue;
    if (cell == 0 || !inside[cell - 1])
      ranges.push_back({cell == 0 ? std::nullopt : std::optional(firsts_[cell]), {}});
    ranges.back().last = cell + 1 == size() ? std::nullopt : std::optional(last_of(cell));
  }
  return ranges;
}

std::optional<std::vector<bool>> NumberCells::cells_of(const IntRange& range) const {
  const std::int64_t first = range.first.value_or(kLowest);
  const std::int64_t last = range.last.value_or(kHighest);
  if (first > last) return std::nullopt;
  const std::uint32_t from = cell_of(first);
  const std::uint32_t to = cell_of(last);
  if (firsts_[from] != first || last_of(to) != last) return std::nullopt;
  std::vector<bool> inside(size(), false);
  for (std::uint32_t cell = from; cell <= to; ++cell) inside[cell] = true;
  return inside;
}

}  // namespace accessdrift
