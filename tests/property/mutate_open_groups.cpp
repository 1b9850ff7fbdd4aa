#include "mutation.h"
#include "parts.h"

namespace accessdrift::property {

void mutate_open_groups(Draft& draft, Random& random) {
  std::vector<DraftGroup*> open;
  std::vector<DraftGroup*> closed;
  for (DraftGroup& group : draft.groups) (group.is_open ? open : closed).push_back(&group);
  // Two are enough: each doubles the requests.
  if (open.empty() || (open.size() < 2 && !closed.empty() && random.chance(20))) {
    if (!closed.empty()) open_one(*random.pick(closed), random);
    return;
  }
  DraftGroup& group = *random.pick(open);
  switch (random.below(5)) {
    case 0:
    case 1:
      group.is_open = false;
      break;
    case 2:
      group.is_external = !group.is_external;
      break;
    default:
      change_list(group.within, random_within(random).front(), random);
      break;
  }
}

}  // namespace accessdrift::property
