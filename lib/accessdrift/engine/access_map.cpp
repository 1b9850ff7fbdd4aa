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

namespace {

/// More pairs of parts than that are compared identity by identity.
constexpr std::size_t kMostPairs = 256;

using Assigned = std::vector<std::pair<std::uint32_t, Region>>;

/// Ascending.
Assigned assigned(const AccessMap& map) {
  Assigned all;
  for (const AccessMap::Part& part : map.parts) {
    for (const std::uint32_t identity : part.identities.numbers())
      all.emplace_back(identity, part.region);
  }
  std::ranges::sort(all);
  return all;
}

/// Calls `see(identity, region in a, region in b)` for everybody in one of the two.
template <typename See>
void each_of_both(const Assigned& a, const Assigned& b, const See& see) {
  auto y = b.begin();
  const auto see_only_in_b = [&](const auto& until) {
    for (; y != b.end() && until(y->first); ++y) see(y->first, Diagrams::never(), y->second);
  };
  for (const auto& [identity, region] : a) {
    see_only_in_b([&](std::uint32_t other) { return other < identity; });
    const bool in_b = y != b.end() && y->first == identity;
    see(identity, region, in_b ? y->second : Diagrams::never());
    if (in_b) ++y;
  }
  see_only_in_b([](std::uint32_t) { return true; });
}

/// The parts of `map` that the other one does not have.
AccessMap without_common(const AccessMap& map, const AccessMap& other) {
  std::map<Region, const IdentitySet*> there;
  for (const AccessMap::Part& part : other.parts) there.emplace(part.region, &part.identities);
  AccessMap rest;
  for (const AccessMap::Part& part : map.parts) {
    const auto same = there.find(part.region);
    if (same == there.end() || !(*same->second == part.identities)) rest.parts.push_back(part);
  }
  return rest;
}

}  // namespace

IdentitySet differing(const AccessMap& a, const AccessMap& b) {
  if (a.parts.size() * b.parts.size() > kMostPairs) {
    std::vector<std::uint32_t> different;
    each_of_both(assigned(without_common(a, b)), assigned(without_common(b, a)),
                 [&](std::uint32_t identity, Region x, Region y) {
                   if (x != y) different.push_back(identity);
                 });
    return IdentitySet::of(different);
  }
  IdentitySet in_a;
  IdentitySet in_b;
  for (const auto& part : a.parts) in_a |= part.identities;
  for (const auto& part : b.parts) in_b |= part.identities;
  IdentitySet different = in_a ^ in_b;
  for (const auto& x : a.parts) {
    for (const auto& y : b.parts) {
      if (x.region != y.region) different |= x.identities & y.identities;
    }
  }
  return different;
}

std::vector<RegionPair> differences(const AccessMap& before, const AccessMap& after,
                                    const IdentitySet& within) {
  std::map<std::pair<Region, Region>, std::vector<std::uint32_t>> by_regions;
  const auto inside = [&](const AccessMap& map) {
    AccessMap cut;
    cut.parts.reserve(map.parts.size());
    for (const AccessMap::Part& part : map.parts)
      cut.parts.push_back({part.identities & within, part.region});
    return cut;
  };
  const AccessMap b = inside(before);
  const AccessMap a = inside(after);
  each_of_both(assigned(without_common(b, a)), assigned(without_common(a, b)),
               [&](std::uint32_t identity, Region x, Region y) {
                 if (x != y) by_regions[{x, y}].push_back(identity);
               });
  std::vector<RegionPair> found;
  found.reserve(by_regions.size());
  for (const auto& [regions, identities] : by_regions)
    found.push_back({IdentitySet::of(identities), regions.first, regions.second});
  std::ranges::sort(found, {}, [](const RegionPair& pair) { return pair.identities.smallest(); });
  return found;
}

}  // namespace accessdrift
