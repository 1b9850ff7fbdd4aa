#include "accessdrift/engine/access_map.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace accessdrift {

AccessMap canonical(std::vector<AccessMap::Part> parts) {
  std::map<Region, IdentitySet> by_region;
  for (AccessMap::Part& part : parts) {
    if (part.region == Diagrams::never() || part.identities.is_empty()) continue;
    const auto [at, is_new] = by_region.try_emplace(part.region);
    if (is_new) {
      at->second = std::move(part.identities);
    } else {
      at->second |= part.identities;
    }
  }
  AccessMap map;
  for (auto& [region, identities] : by_region) map.parts.push_back({std::move(identities), region});
  std::ranges::sort(map.parts, {},
                    [](const AccessMap::Part& part) { return part.identities.smallest(); });
  return map;
}

IdentitySet differing(const AccessMap& a, const AccessMap& b) {
  IdentitySet different;
  IdentitySet in_a;
  IdentitySet in_b;
  for (const auto& part : a.parts) in_a |= part.identities;
  for (const auto& part : b.parts) in_b |= part.identities;
  different = in_a ^ in_b;
  for (const auto& x : a.parts) {
    for (const auto& y : b.parts) {
      if (x.region != y.region) different |= x.identities & y.identities;
    }
  }
  return different;
}

std::vector<RegionPair> differences(const AccessMap& before, const AccessMap& after,
                                    const IdentitySet& within) {
  const auto with_rest = [&within](const AccessMap& map) {
    std::vector<AccessMap::Part> parts;
    IdentitySet rest = within;
    for (const auto& part : map.parts) {
      parts.push_back({part.identities & within, part.region});
      rest -= part.identities;
    }
    parts.push_back({std::move(rest), Diagrams::never()});
    return parts;
  };
  const std::vector<AccessMap::Part> b = with_rest(before);
  const std::vector<AccessMap::Part> a = with_rest(after);
  std::vector<RegionPair> found;
  for (const auto& x : b) {
    if (x.identities.is_empty()) continue;
    for (const auto& y : a) {
      if (x.region == y.region) continue;
      IdentitySet both = x.identities & y.identities;
      if (!both.is_empty()) found.push_back({std::move(both), x.region, y.region});
    }
  }
  std::ranges::sort(found, {}, [](const RegionPair& pair) { return pair.identities.smallest(); });
  return found;
}

}  // namespace accessdrift
