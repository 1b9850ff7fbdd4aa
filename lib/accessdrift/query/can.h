#pragma once

#include <string>
#include <vector>

#include "accessdrift/query/inquiry.h"

namespace accessdrift {

/// What an identity can do on some resources in one and the same region.
struct Reachable {
  std::vector<std::string> resources;  ///< sorted as bytes
  std::vector<std::string> actions;    ///< sorted
  Region when;
  Region care;  ///< `when` lies within: all requests, or those for the URLs that it hangs on
};

struct CanAnswer {
  std::vector<Reachable> rows;       ///< by first resource, then actions
  std::vector<std::string> limited;  ///< targets over a bound, as `action on resource`, sorted
};

/// Everything that the identity can reach, rolled up without loss: actions with equal regions
/// first, then resources with the same actions. Cost: one combination a resource and action, for
/// one identity.
[[nodiscard]] CanAnswer can(Inquiry& inquiry, IdentityIndex identity);

}  // namespace accessdrift
