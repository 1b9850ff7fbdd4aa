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

namespace {

using ByRegions = std::map<std::pair<Region, Region>, IdentitySet>;

AccessMap cut_to(const AccessMap& map, const IdentitySet& some) {
  AccessMap cut;
  cut.parts.reserve(map.parts.size());
  for (const AccessMap::Part& part : map.parts)
    cut.parts.push_back({part.identities & some, part.region});
  return cut;
}

AccessMap cut_out(const AccessMap& map, const IdentitySet& some) {
  AccessMap rest;
  for (const AccessMap::Part& part : map.parts) {
    IdentitySet others = part.identities - some;
    if (!others.is_empty()) rest.parts.push_back({std::move(others), part.region});
  }
  return rest;
}

/// Set by set.
void add_differing_sets(const AccessMap& b, const AccessMap& a, ByRegions& by_regions) {
  std::vector<IdentitySet> only_after;
  only_after.reserve(a.parts.size());
  for (const AccessMap::Part& part : a.parts) only_after.push_back(part.identities);
  for (const AccessMap::Part& x : b.parts) {
    IdentitySet only_before = x.identities;
    for (std::size_t y = 0; y < a.parts.size(); ++y) {
      if (x.region != a.parts[y].region)
        by_regions[{x.region, a.parts[y].region}] |= x.identities & a.parts[y].identities;
      only_before -= a.parts[y].identities;
      only_after[y] -= x.identities;
    }
    by_regions[{x.region, Diagrams::never()}] |= only_before;
  }
  for (std::size_t y = 0; y < a.parts.size(); ++y)
    by_regions[{Diagrams::never(), a.parts[y].region}] |= only_after[y];
}

/// Those of parts with few identities; of all parts if the others are many.
IdentitySet better_alone(const AccessMap& b, const AccessMap& a) {
  IdentitySet few;
  IdentitySet all;
  std::size_t large_before = 0;
  std::size_t large_after = 0;
  for (const AccessMap* const map : {&b, &a}) {
    for (const AccessMap::Part& part : map->parts) {
      all |= part.identities;
      if (part.identities.size() <= kManyIdentities) {
        few |= part.identities;
      } else {
        ++(map == &b ? large_before : large_after);
      }
    }
  }
  return large_before * large_after > kMostPairs ? all : few;
}

}  // namespace

std::vector<RegionPair> differences(const AccessMap& before, const AccessMap& after,
                                    const IdentitySet& within) {
  const AccessMap all_before = cut_to(before, within);
  const AccessMap all_after = cut_to(after, within);
  const AccessMap b = without_common(all_before, all_after);
  const AccessMap a = without_common(all_after, all_before);
  const IdentitySet alone = better_alone(b, a);
  std::map<std::pair<Region, Region>, std::vector<std::uint32_t>> numbers;
  each_of_both(assigned(cut_to(b, alone)), assigned(cut_to(a, alone)),
               [&](std::uint32_t identity, Region x, Region y) {
                 if (x != y) numbers[{x, y}].push_back(identity);
               });
  ByRegions by_regions;
  for (const auto& [regions, identities] : numbers)
    by_regions.emplace(regions, IdentitySet::of(identities));
  add_differing_sets(cut_out(b, alone), cut_out(a, alone), by_regions);
  std::vector<RegionPair> found;
  found.reserve(by_regions.size());
  for (auto& [regions, identities] : by_regions) {
    if (!identities.is_empty())
      found.push_back({std::move(identities), regions.first, regions.second});
  }
  std::ranges::sort(found, {}, [](const RegionPair& pair) { return pair.identities.smallest(); });
  return found;
}

}  // namespace accessdrift
