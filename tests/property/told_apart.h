#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/drift/compare.h"
#include "naive_addresses.h"
#include "naive_requests.h"

namespace accessdrift::property {

/// What the program tells apart in two sides: a value of each class of values of an attribute of
/// requests, and a URL of each class of URLs.
struct ToldApart {
  std::map<std::string, std::set<Value>, std::less<>> values;
  std::set<naive::Address> addresses;
};

[[nodiscard]] ToldApart told_apart(const Comparison& comparison);

/// With these values too, where they are of a type that the attribute has.
[[nodiscard]] naive::RepresentativeRequests with_values(
    const naive::RepresentativeRequests& requests, const ToldApart& more);
/// With these that a side has, too.
[[nodiscard]] std::vector<naive::OwnedAddress> with_addresses(
    std::vector<naive::OwnedAddress> addresses, const naive::Side& before, const naive::Side& after,
    const ToldApart& more);

}  // namespace accessdrift::property
