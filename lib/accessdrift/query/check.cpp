#include "accessdrift/query/check.h"

#include "accessdrift/region/restrict.h"

namespace accessdrift {
namespace {

Outcome plain_outcome(const Inquiry& inquiry, IdentityIndex identity, const ResourceAction& target,
                      const RequestAttributes& told) {
  const Snapshot& snapshot = *inquiry.snapshot;
  return Interpreter(snapshot)
      .explain({std::string(inquiry.population->id(identity, SideOf::After)),
                std::string(snapshot.text(target.action)),
                std::string(snapshot.text(snapshot.resources[target.resource.index()]->id)), told})
      .outcome;
}

}  // namespace

CheckAnswer check(Inquiry& inquiry, IdentityIndex identity, const AskedTarget& asked,
                  const RequestAttributes& told_attributes) {
  const RequestAttributes told = inquiry.universe->with_answers(told_attributes);
  CheckAnswer answer;
  answer.when = Diagrams::never();
  answer.care = inquiry.universe->care();
  if (asked.target.resource.is_none()) return answer;
  IdentitySet within;
  within.add(identity);
  inquiry.universe->diagrams().start_target();
  const Engine::Access access = inquiry.engine->access(asked.target, within);
  if (!access.is_limited) {
    const Region requests = requests_for(inquiry, asked);
    const Region region = restrict_to(*inquiry.universe, access.map.region_of(identity), told);
    const RegionWithin told_within =
        within_requests(inquiry, asked, region, restrict_to(*inquiry.universe, requests, told));
    answer.when = told_within.when;
    answer.care = told_within.care;
  }
  if (access.is_limited || inquiry.universe->diagrams().is_exhausted()) {
    answer.is_limited = true;
    answer.outcome = plain_outcome(inquiry, identity, asked.target, told);
    return answer;
  }
  answer.outcome = answer.when == Diagrams::never() ? Outcome::Deny
                   : answer.when == answer.care     ? Outcome::Allow
                                                    : Outcome::Open;
  return answer;
}

}  // namespace accessdrift
