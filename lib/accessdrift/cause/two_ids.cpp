#include "accessdrift/cause/two_ids.h"

namespace accessdrift {

std::vector<TwoIds> two_ids_of(const Comparison& comparison) {
  std::vector<TwoIds> all;
  const Population& population = *comparison.population;
  for (const IdentityIndex identity : population.paired_under_two_ids()) {
    const auto id = [&](const Snapshot& snapshot, SideOf side) {
      return std::string(
          snapshot.text(snapshot.users[population.user(identity, side).index()]->id));
    };
    all.push_back({Thing::User, id(*comparison.before, SideOf::Before),
                   id(*comparison.after, SideOf::After)});
  }
  const auto add = [&](Thing thing, const RenamedIds& renamed) {
    for (const auto& [before, after] : renamed.all())
      all.push_back({thing, std::string(comparison.before->text(before)),
                     std::string(comparison.after->text(after))});
  };
  add(Thing::Resource, comparison.renamed.resources);
  add(Thing::Group, comparison.renamed.groups);
  return all;
}

}  // namespace accessdrift
