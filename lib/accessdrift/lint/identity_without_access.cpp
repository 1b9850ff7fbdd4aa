#include <fmt/format.h>

#include <optional>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/query/asked.h"

namespace accessdrift {
namespace {

/// All other accounts of the world are there without a file that names them.
bool is_named(const Declared<UserDeclaration>& user) {
  return !user->is_outsider || !(user->key == Place{});
}

/// Who is listed and can sign in.
IdentitySet people_known(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const Population& population = linting.engine().population();
  IdentitySet known = linting.engine().active() & population.people();
  for (std::size_t u = snapshot.declared_users(); u < snapshot.users.size(); ++u) {
    IdentitySet unlisted;
    unlisted.add(population.identity(UserIndex{u}, SideOf::After));
    known -= unlisted;
  }
  return known;
}

/// Takes out of `known` those for whom the target is allowed on some request. False if a bound was
/// hit.
bool take_out_allowed(Linting& linting, const ResourceAction& target, IdentitySet& known) {
  Diagrams& diagrams = linting.engine().universe().diagrams();
  diagrams.start_target();
  const Engine::Access access = linting.engine().access(target, known);
  const Region requests = requests_for(linting.inquiry(), {target, {}, {}});
  for (const AccessMap::Part& part : access.map.parts) {
    if (diagrams.intersect(part.region, requests) != Diagrams::never()) known -= part.identities;
  }
  return !access.is_limited && !diagrams.is_exhausted();
}

/// Those of `known` for whom nothing is allowed; nothing if a bound was hit.
std::optional<IdentitySet> without_access(Linting& linting, IdentitySet known) {
  for (std::size_t r = 0; r < linting.snapshot().resources.size(); ++r) {
    for (const Name action : linting.snapshot().resource_actions[r]->names) {
      if (known.is_empty()) return known;
      if (!take_out_allowed(linting, {ResourceIndex{r}, action}, known)) return std::nullopt;
    }
  }
  return known;
}

}  // namespace

void check_identity_without_access(Linting& linting) {
  const auto found = without_access(linting, people_known(linting));
  if (!found) return linting.add_not_checked("who has access to nothing");
  const Snapshot& snapshot = linting.snapshot();
  const Population& population = linting.engine().population();
  for (const std::uint32_t number : found->numbers()) {
    const IdentityIndex identity{number};
    const UserIndex user = population.user(identity, SideOf::After);
    if (!is_named(snapshot.users[user.index()])) continue;
    const std::string id = population.printed(identity);
    Diagnostic told;
    told.severity = Severity::Note;
    told.code = "AD212";
    told.message = fmt::format("`{}` can reach nothing", shortened(id));
    told.span = snapshot.users[user.index()].key();
    told.label = "no request of theirs is allowed";
    linting.add(std::move(told), {"identity", id});
  }
}

}  // namespace accessdrift
