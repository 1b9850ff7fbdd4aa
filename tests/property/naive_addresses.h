#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "naive.h"

namespace accessdrift::naive {

/// A URL, and whose it is on each side.
struct OwnedAddress {
  Address address;
  std::optional<std::size_t> before;  ///< a resource
  std::optional<std::size_t> after;
};

/// URLs such that any URL which a resource of either side has is like one of them to both sides:
/// the same patterns cover it, and conditions say the same of its host and of its path. Tried are
/// paths of the words of patterns and conditions and others, longer by one than a pattern of each
/// side, with and without a slash at the end.
[[nodiscard]] std::vector<OwnedAddress> representative_addresses(const Side& before,
                                                                 const Snapshot& snapshot_before,
                                                                 const Side& after,
                                                                 const Snapshot& snapshot_after);

/// Every method that a type of either side or a condition speaks of, and one that none does.
[[nodiscard]] std::set<std::string> representative_methods(const Side& before,
                                                           const Snapshot& snapshot_before,
                                                           const Side& after,
                                                           const Snapshot& snapshot_after);

/// What is asked for by URL, by what is printed: the owners of some URLs, what a method means
/// there; empty where nobody owns them, or it means nothing.
struct UrlTarget {
  std::string owner_before;
  std::string owner_after;
  std::string method;
  std::string action_before;
  std::string action_after;
  friend auto operator<=>(const UrlTarget&, const UrlTarget&) = default;
};

/// Of one pair of people.
struct UrlChange {
  std::size_t pair = 0;
  UrlTarget target;
  std::vector<std::size_t> addresses;  ///< all that are asked for
  std::vector<RequestSet> before;      ///< of each
  std::vector<RequestSet> after;
};

/// Every pair of owners, every method and every pair of people for which some request for some
/// address is decided differently.
[[nodiscard]] std::vector<UrlChange> compare_by_url(const Side& before, const Side& after,
                                                    const std::vector<OwnedAddress>& addresses,
                                                    const RepresentativeRequests& requests,
                                                    const std::vector<Pair>& pairs);

}  // namespace accessdrift::naive
