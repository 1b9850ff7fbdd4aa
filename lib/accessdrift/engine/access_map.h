#pragma once

#include <vector>

#include "accessdrift/engine/identity_set.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

/// Who has access when: disjoint sets of identities, each with the region in which it has access.
/// Who is in no part never has. Canonical: regions are distinct and not *never*, parts are ordered
/// by their smallest identity.
struct AccessMap {
  struct Part {
    IdentitySet identities;
    Region region;
    friend bool operator==(const Part&, const Part&) = default;
  };
  std::vector<Part> parts;

  [[nodiscard]] Region region_of(IdentityIndex identity) const {
    for (const Part& part : parts) {
      if (part.identities.contains(identity)) return part.region;
    }
    return Diagrams::never();
  }
  friend bool operator==(const AccessMap&, const AccessMap&) = default;
};

/// Merges parts of equal regions, drops empty and *never* ones and orders the rest. REQUIRES: the
/// identities of the parts are disjoint.
[[nodiscard]] AccessMap canonical(std::vector<AccessMap::Part> parts);

/// Identities whose region differs between the two maps.
[[nodiscard]] IdentitySet differing(const AccessMap& a, const AccessMap& b);

/// A set of identities with the region on either side.
struct RegionPair {
  IdentitySet identities;
  Region before;
  Region after;
};

/// The identities of `within` by their pair of regions, equal pairs left out; ordered by smallest
/// identity.
[[nodiscard]] std::vector<RegionPair> differences(const AccessMap& before, const AccessMap& after,
                                                  const IdentitySet& within);

}  // namespace accessdrift
