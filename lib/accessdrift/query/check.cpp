#include "accessdrift/query/check.h"

#include "accessdrift/region/restrict.h"

namespace accessdrift {

CheckAnswer check(Inquiry& inquiry, IdentityIndex identity, const ResourceAction& target,
                  const RequestAttributes& told) {
  IdentitySet within;
  within.add(identity);
  inquiry.universe->diagrams().start_target();
  const Engine::Access access = inquiry.engine->access(target, within);
  const Region when = access.is_limited
                          ? Diagrams::never()
                          : restrict_to(*inquiry.universe, access.map.region_of(identity), told);
  CheckAnswer answer;
  if (access.is_limited || inquiry.universe->diagrams().is_exhausted()) {
    const Snapshot& snapshot = *inquiry.snapshot;
    const Interpreter interpreter(snapshot);
    answer.is_limited = true;
    answer.outcome =
        interpreter
            .explain({std::string(inquiry.population->id(identity, SideOf::After)),
                      std::string(snapshot.text(target.action)),
                      std::string(snapshot.text(snapshot.resources[target.resource.index()]->id)),
                      told})
            .outcome;
    return answer;
  }
  answer.when = when;
  answer.outcome = when == Diagrams::never()          ? Outcome::Deny
                   : when == inquiry.universe->care() ? Outcome::Allow
                                                      : Outcome::Open;
  return answer;
}

}  // namespace accessdrift
