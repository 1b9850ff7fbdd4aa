#include "accessdrift/query/who.h"

#include <algorithm>
#include <utility>

#include "accessdrift/region/restrict.h"

namespace accessdrift {
namespace {

/// Within the requests that ask for it, and where the URL is what it is.
AccessMap asked_for(Universe& universe, const AccessMap& map, const AskedTarget& asked,
                    Region requests) {
  const RequestAttributes told = universe.with_answers(with_url(asked, {}));
  std::vector<AccessMap::Part> parts = map.parts;
  for (AccessMap::Part& part : parts) {
    part.region = universe.diagrams().intersect(restrict_to(universe, part.region, told), requests);
  }
  return canonical(std::move(parts));
}

}  // namespace

WhoAnswer who(Inquiry& inquiry, const AskedTarget& asked) {
  WhoAnswer answer;
  if (asked.target.resource.is_none()) return answer;
  Universe& universe = *inquiry.universe;
  universe.diagrams().start_target();
  const Engine::Access access = inquiry.engine->access(asked.target);
  const Region requests = requests_for(inquiry, asked);
  const AccessMap map =
      access.is_limited ? AccessMap{} : asked_for(universe, access.map, asked, requests);
  answer.is_limited = access.is_limited || universe.diagrams().is_exhausted();
  if (answer.is_limited) return answer;
  Labels labels(*inquiry.engine);
  for (const AccessMap::Part& part : map.parts) {
    Reaching row;
    for (const std::uint32_t number : part.identities.numbers())
      row.ids.push_back(inquiry.population->printed(IdentityIndex{number}));
    std::ranges::sort(row.ids);
    row.label = labels.of_identities(part.identities);
    const RegionWithin within = within_requests(inquiry, asked, part.region, requests);
    row.when = within.when;
    row.care = within.care;
    row.includes_anonymous = part.identities.contains(kAnonymousIdentity);
    answer.rows.push_back(std::move(row));
  }
  std::ranges::sort(answer.rows, [&](const Reaching& a, const Reaching& b) {
    const bool a_always = a.when == a.care;
    const bool b_always = b.when == b.care;
    if (a_always != b_always) return a_always;
    return a.ids < b.ids;
  });
  return answer;
}

}  // namespace accessdrift
