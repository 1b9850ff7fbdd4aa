#include "product.h"

#include <algorithm>

namespace accessdrift::property {

std::uint32_t number_on(const Comparison& comparison, IdentityIndex identity, SideOf side) {
  const Snapshot& snapshot = side == SideOf::Before ? *comparison.before : *comparison.after;
  const ClientIndex client = comparison.population->client(identity, side);
  if (!client.is_none()) return client.number + static_cast<std::uint32_t>(snapshot.users.size());
  return comparison.population->user(identity, side).number;
}

std::vector<ProductChange> changes_of(const Comparison& comparison) {
  std::vector<ProductChange> all;
  for (const TargetChanges& target : comparison.changes) {
    const std::size_t first = all.size();
    for (const AccessChange& pair : target.changes.all()) {
      for (const std::uint32_t number : pair.identities.numbers()) {
        const IdentityIndex identity{number};
        all.push_back({identity, number_on(comparison, identity, SideOf::Before),
                       number_on(comparison, identity, SideOf::After), target.target,
                       text_of(*comparison.after, target.target.resource),
                       text_of(*comparison.after, target.target.action), pair.kind, pair.certainty,
                       pair.before, pair.after, pair.care, pair.worlds});
      }
    }
    std::sort(
        all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
        [](const ProductChange& a, const ProductChange& b) { return a.identity < b.identity; });
  }
  return all;
}

std::string limited_target(const Comparison& comparison) {
  for (const TargetChanges& target : comparison.changes) {
    if (!target.is_limited) continue;
    return text_of(*comparison.after, target.target.action) + " on " +
           text_of(*comparison.after, target.target.resource);
  }
  return {};
}

}  // namespace accessdrift::property
