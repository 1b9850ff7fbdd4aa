#include "product.h"

#include <algorithm>

namespace accessdrift::property {

Comparison compare_from(std::shared_ptr<const Snapshot> before,
                        std::shared_ptr<const Snapshot> after, Instant /*from*/) {
  return compare(std::move(before), std::move(after));
}

std::vector<ProductChange> changes_of(const Comparison& comparison) {
  std::vector<ProductChange> all;
  for (const TargetChanges& target : comparison.changes) {
    const std::size_t first = all.size();
    for (const RegionPair& pair : target.pairs) {
      const ChangeKind kind = kind_of(pair.before, pair.after, comparison.universe->diagrams());
      for (const std::uint32_t number : pair.identities.numbers()) {
        const Population::Person& person = comparison.population->person(IdentityIndex{number});
        all.push_back({IdentityIndex{number}, person.before, person.after,
                       std::string(comparison.after->text(target.target.resource)),
                       std::string(comparison.after->text(target.target.action)), kind, pair.before,
                       pair.after});
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
    return std::string(comparison.after->text(target.target.action)) + " on " +
           std::string(comparison.after->text(target.target.resource));
  }
  return {};
}

}  // namespace accessdrift::property
