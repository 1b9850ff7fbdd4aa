#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "accessdrift/base/ip.h"

namespace accessdrift {

/// Addresses from `first` to `last`, both inside.
struct IpRange {
  IpAddress first;
  IpAddress last;
  friend constexpr auto operator<=>(const IpRange&, const IpRange&) = default;
};
/// A set of addresses: ascending, no two ranges touch. So equal sets are equal.
using IpRanges = std::vector<IpRange>;

/// The addresses of all prefixes together; IPv4 is left out of a shorter IPv6 prefix (DESIGN §3,
/// attributes). Linear if they are sorted.
[[nodiscard]] IpRanges ranges_of(std::span<const IpPrefix> prefixes);
/// The fewest prefixes that contain exactly these addresses, sorted.
[[nodiscard]] std::vector<IpPrefix> prefixes_of(std::span<const IpRange> ranges);

/// The classes of addresses that no test against one of the prefix sets can tell apart, numbered by
/// their lowest address, IPv4 before IPv6.
///
/// Cost: p log p for p prefixes, and at each place where a set begins or ends a look at the sets
/// that are open there. Memory likewise: for every cell the sets that it is in.
class IpCells {
 public:
  /// Stops early when there are more than `most` cells; `size()` is then above it and nothing else
  /// may be asked.
  IpCells(std::span<const std::vector<IpPrefix>> prefix_sets, std::uint32_t most);

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] std::uint32_t cell_of(const IpAddress& address) const;
  /// The addresses of the cells with `inside[cell]`.
  [[nodiscard]] IpRanges ranges(const std::vector<bool>& inside) const;
  /// The cells whose union is exactly these addresses; nothing if there are none.
  [[nodiscard]] std::optional<std::vector<bool>> cells_of(std::span<const IpRange> ranges) const;
  /// Their numbers, ascending. Cost: c log c in the places inside where a set begins or ends.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> numbers_of(
      std::span<const IpRange> ranges) const;
  /// By cell an address that looks like a host's; of a cell without a network, if it can be, one
  /// that is reserved for documentation.
  [[nodiscard]] std::vector<IpAddress> examples() const;

 private:
  [[nodiscard]] IpAddress last_of(std::size_t run) const;
  void number_by_lowest_address();

  // The address space in runs: from its first address up to the next run's the addresses are of one
  // cell.
  std::vector<IpAddress> firsts_;
  std::vector<std::uint32_t> cells_;
  std::vector<std::uint32_t> runs_of_cell_;
  std::uint32_t outside_ = 0xFFFFFFFF;  // the cell in none of the sets, if there is one
  std::uint32_t size_ = 0;
};

}  // namespace accessdrift
