#include "accessdrift/drift/public_exposure.h"

#include <algorithm>

namespace accessdrift {
namespace {

bool has_unlisted(const Comparison& comparison) {
  return !comparison.before->unlisted.empty() || !comparison.after->unlisted.empty();
}

bool has_stranger(const IdentitySet& identities, const Comparison& comparison) {
  return has_unlisted(comparison) &&
         std::ranges::any_of(identities.numbers(), [&](std::uint32_t one) {
           return comparison.population->is(Unlisted::Kind::Stranger, IdentityIndex{one});
         });
}

bool hangs_on_membership(const Finding& finding, const Universe& universe) {
  const std::vector<Level> levels = universe.diagrams().levels_of(finding.worlds);
  return std::ranges::any_of(levels, [&](Level level) {
    return universe.levels()[level].attribute.starts_with(kGroupPrefix);
  });
}

/// The representatives of open groups aside.
bool is_of_all_known(const Finding& finding, const Comparison& comparison) {
  const Engine& engine = relevant_side(finding.kind) == SideOf::After ? *comparison.engine_after
                                                                      : *comparison.engine_before;
  const IdentitySet people = engine.active() & comparison.population->people();
  if (!has_unlisted(comparison))
    return !people.is_empty() && people.is_subset_of(finding.identities);
  const IdentitySet others = people - finding.identities;
  const bool is_known_missing = std::ranges::any_of(others.numbers(), [&](std::uint32_t one) {
    return !comparison.population->is(Unlisted::Kind::Representative, IdentityIndex{one});
  });
  return !people.is_empty() && people.intersects(finding.identities) && !is_known_missing;
}

bool is_for_everybody(const Finding& finding, const Comparison& comparison) {
  return is_of_all_known(finding, comparison) &&
         !hangs_on_membership(finding, *comparison.universe);
}

}  // namespace

bool is_public_exposure(const Finding& finding, const Comparison& comparison) {
  return finding.identities.contains(kAnonymousIdentity) ||
         has_stranger(finding.identities, comparison) || is_for_everybody(finding, comparison);
}

bool is_public_exposure(const Finding& part, const Finding& whole, const Comparison& comparison) {
  return is_public_exposure(part, comparison) || is_for_everybody(whole, comparison);
}

}  // namespace accessdrift
