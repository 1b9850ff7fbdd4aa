#include "accessdrift/engine/completed.h"

#include <utility>

#include "accessdrift/engine/population.h"
#include "accessdrift/model/unlisted.h"

namespace accessdrift {
namespace {

/// As it is missing there: of unknown attributes, whatever it is here.
Unlisted as_missing(const Unlisted* here) {
  if (here == nullptr) return {};
  return {here->kind, {}, here->domain};
}

std::shared_ptr<const Snapshot> with_missing(std::shared_ptr<const Snapshot> side, SideOf which,
                                             const Snapshot& other, const Population& population) {
  if (side->is_closed) return side;
  const SideOf there = which == SideOf::Before ? SideOf::After : SideOf::Before;
  std::shared_ptr<Snapshot> more;
  for (std::size_t u = 0; u < other.users.size(); ++u) {
    const IdentityIndex identity = population.identity(UserIndex{u}, there);
    const Name id = other.users[u]->id;
    const bool is_there = !population.user(identity, which).is_none();
    if (is_there || !side->user_by_name.find(id).is_none()) continue;
    if (more == nullptr) more = std::make_shared<Snapshot>(*side);
    add_unlisted(*more, as_missing(other.unlisted_user(UserIndex{u})),
                 std::string(other.user_id(UserIndex{u})), {side->files.front().get(), {}});
  }
  for (const std::string& domain : domains_of(other)) {
    const Snapshot& now = more == nullptr ? *side : *more;
    if (!now.find_user(std::string(kStrangerPrefix) + domain).is_none()) continue;
    if (more == nullptr) more = std::make_shared<Snapshot>(*side);
    add_stranger(*more, domain);
  }
  return more == nullptr ? side : more;
}

}  // namespace

CompletedSides completed(std::shared_ptr<const Snapshot> before,
                         std::shared_ptr<const Snapshot> after) {
  if (before->is_closed && after->is_closed) return {std::move(before), std::move(after)};
  const Population population = Population::pair(*before, *after);
  CompletedSides sides;
  sides.before = with_missing(before, SideOf::Before, *after, population);
  sides.after = with_missing(after, SideOf::After, *before, population);
  return sides;
}

}  // namespace accessdrift
