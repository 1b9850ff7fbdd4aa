#pragma once

#include <optional>
#include <vector>

#include "accessdrift/base/ip.h"

namespace accessdrift {

/// Addresses as networks of which smaller ones within are left out: `10.0.0.0/8 outside
/// 10.0.8.0/23`.
struct NestedNetworks {
  std::vector<IpPrefix> in;       ///< ascending, none within another
  std::vector<IpPrefix> outside;  ///< likewise, each within one of those
};

/// What is listed, or (`is_complement`) what is not, where that takes fewer networks than the list
/// (half of them, beside more than two `in`): of IPv4 the fewest that do, of IPv6 those of the
/// list. Nothing if it does not, for lists of more than 64, or if IPv6 would have to be left out.
/// REQUIRES: no listed one within another.
[[nodiscard]] std::optional<NestedNetworks> nested_networks(const std::vector<IpPrefix>& listed,
                                                            bool is_complement);

}  // namespace accessdrift
