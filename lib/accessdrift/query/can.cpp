#include "accessdrift/query/can.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "accessdrift/query/asked.h"

namespace accessdrift {

CanAnswer can(Inquiry& inquiry, IdentityIndex identity) {
  const Snapshot& snapshot = *inquiry.snapshot;
  IdentitySet within;
  within.add(identity);
  CanAnswer answer;
  using When = std::pair<Region, Region>;  // and what it lies within
  std::map<std::pair<When, std::vector<std::string>>, std::vector<std::string>> resources_by;
  for (std::size_t r = 0; r < snapshot.resources.size(); ++r) {
    const std::string resource(snapshot.text(snapshot.resources[r]->id));
    std::map<When, std::vector<std::string>> actions_by;
    for (const Name action : snapshot.resource_actions[r]->names) {
      inquiry.universe->diagrams().start_target();
      const AskedTarget asked{{ResourceIndex{r}, action}, {}, {}};
      const Engine::Access access = inquiry.engine->access(asked.target, within);
      const Region requests = requests_for(inquiry, asked);
      const RegionWithin told =
          within_requests(inquiry, asked, access.map.region_of(identity), requests);
      if (access.is_limited || inquiry.universe->diagrams().is_exhausted()) {
        answer.limited.push_back(std::string(snapshot.text(action)) + " on " + resource);
        continue;
      }
      if (told.when != Diagrams::never())
        actions_by[{told.when, told.care}].emplace_back(snapshot.text(action));
    }
    for (auto& [when, actions] : actions_by) {
      std::ranges::sort(actions);
      resources_by[{when, actions}].push_back(resource);
    }
  }
  for (auto& [key, resources] : resources_by) {
    std::ranges::sort(resources);
    answer.rows.push_back({std::move(resources), key.second, key.first.first, key.first.second});
  }
  std::ranges::sort(answer.rows, [](const Reachable& a, const Reachable& b) {
    return std::tie(a.resources, a.actions) < std::tie(b.resources, b.actions);
  });
  std::ranges::sort(answer.limited);
  return answer;
}

}  // namespace accessdrift
