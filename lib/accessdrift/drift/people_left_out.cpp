#include "accessdrift/drift/people_left_out.h"

#include <utility>

#include "accessdrift/model/schema.h"

namespace accessdrift {

PeopleLeftOut::PeopleLeftOut(const Comparison& comparison) : universe_(*comparison.universe) {
  if (!universe_.has_attribute(kPeopleLeftOut)) return;
  for (const SideOf side : {SideOf::Before, SideOf::After}) {
    const Snapshot& snapshot = side == SideOf::Before ? *comparison.before : *comparison.after;
    if (!snapshot.is_list_cut) continue;
    for (std::size_t u = snapshot.declared_users(); u < snapshot.users.size(); ++u) {
      if (snapshot.unlisted_user(UserIndex{u})->kind == Unlisted::Kind::Stranger)
        all_.add(comparison.population->identity(UserIndex{u}, side));
    }
  }
}

std::vector<AccessChange> PeopleLeftOut::as_far_as_there(std::vector<AccessChange> changes) const {
  if (all_.is_empty()) return changes;
  Diagrams& diagrams = universe_.diagrams();
  const Region there = universe_.told(kPeopleLeftOut, Told::present(true));
  std::vector<AccessChange> parts;
  for (AccessChange& change : changes) {
    AccessChange of_some = change;
    of_some.identities &= all_;
    // What may change anyway hangs on who is on the missing part already.
    const bool is_certain = change.certainty == Certainty::Must && !of_some.identities.is_empty();
    if (is_certain) change.identities -= all_;
    if (!change.identities.is_empty()) parts.push_back(std::move(change));
    if (!is_certain) continue;
    of_some.certainty = Certainty::May;
    for (Region* const region : {&of_some.before, &of_some.after, &of_some.care, &of_some.worlds})
      *region = diagrams.intersect(*region, there);
    parts.push_back(std::move(of_some));
  }
  return parts;
}

}  // namespace accessdrift
