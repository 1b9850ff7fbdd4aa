#include "accessdrift/cause/kind_causes.h"

#include "accessdrift/drift/worlds.h"

namespace accessdrift {

std::optional<Region> KindCauses::worlds_of(ChangeKind kind) const {
  universe->diagrams().start_target();
  const AccessChange whole{.identities = {}, .before = before, .after = after, .care = care};
  std::optional<Region> found;
  for (const AccessChange& one : by_world(whole, *universe)) {
    if (one.kind == kind) found = one.worlds;
  }
  return universe->diagrams().is_exhausted() ? std::nullopt : found;
}

std::vector<KindCauses::Part> KindCauses::parts_in(Region worlds) const {
  std::vector<Part> inside;
  for (const Part& part : parts) {
    const Region where = universe->diagrams().intersect(part.where, worlds);
    if (where != Diagrams::never()) inside.push_back({where, part.cause, part.at});
  }
  return inside;
}

}  // namespace accessdrift
