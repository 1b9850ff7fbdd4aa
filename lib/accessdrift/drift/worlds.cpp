#include "accessdrift/drift/worlds.h"

#include <algorithm>
#include <set>
#include <utility>

#include "accessdrift/region/project.h"

namespace accessdrift {
namespace {

bool has_unknowns(const Universe& universe) {
  return std::ranges::any_of(universe.attributes(), [](const Universe::Attribute& attribute) {
    return attribute.kind != VariableKind::Request;
  });
}

Region difference_of(Region before, Region after, Diagrams& diagrams) {
  return diagrams.unite(diagrams.subtract(before, after), diagrams.subtract(after, before));
}

/// The part of a region where it holds for all values of a kind of attribute, within `care`.
Region for_all(Region region, Region care, VariableKind kind, Universe& universe) {
  const Region outside = universe.diagrams().subtract(care, region);
  return universe.diagrams().subtract(region, project(universe, outside, kind));
}

/// The worlds in which some request does this.
class Worlds {
 public:
  Worlds(const AccessChange& change, Universe& universe)
      : universe_(universe),
        diagrams_(universe.diagrams()),
        all(some(change.care)),
        gain(some(diagrams_.subtract(change.after, change.before))),
        loss(some(diagrams_.subtract(change.before, change.after))),
        before(some(change.before)),
        after(some(change.after)) {}

  /// Where the change is of this kind.
  [[nodiscard]] Region of(ChangeKind kind) const {
    switch (kind) {
      case ChangeKind::Gained:
        return diagrams_.subtract(gain, before);
      case ChangeKind::Lost:
        return diagrams_.subtract(loss, after);
      case ChangeKind::Shifted:
        return diagrams_.intersect(diagrams_.intersect(gain, loss),
                                   diagrams_.intersect(before, after));
      case ChangeKind::Widened:
        return diagrams_.intersect(diagrams_.subtract(gain, loss), before);
      case ChangeKind::Narrowed:
        return diagrams_.intersect(diagrams_.subtract(loss, gain), after);
    }
    return Diagrams::never();
  }

 private:
  [[nodiscard]] Region some(Region region) const {
    return project(universe_, project(universe_, region, VariableKind::Request),
                   VariableKind::Opaque);
  }

  Universe& universe_;
  Diagrams& diagrams_;

 public:
  Region all, gain, loss, before, after;
};

}  // namespace

std::vector<AccessChange> by_world(AccessChange change, Universe& universe) {
  Diagrams& diagrams = universe.diagrams();
  change.kind = kind_of(change.before, change.after, diagrams);
  if (!has_unknowns(universe)) return {std::move(change)};
  const Worlds worlds(change, universe);
  const Region difference = difference_of(change.before, change.after, diagrams);
  const Region certain = for_all(difference, change.care, VariableKind::Opaque, universe);
  const Region differing = project(universe, certain, VariableKind::Request);
  change.certainty = differing == worlds.all ? Certainty::Must : Certainty::May;
  std::vector<AccessChange> changes;
  for (const ChangeKind kind : {ChangeKind::Lost, ChangeKind::Gained, ChangeKind::Shifted,
                                ChangeKind::Widened, ChangeKind::Narrowed}) {
    const Region within = worlds.of(kind);
    if (within == Diagrams::never()) continue;
    AccessChange one = change;
    one.kind = kind;
    if (within != worlds.all) {
      one.worlds = within;
      one.before = diagrams.intersect(change.before, within);
      one.after = diagrams.intersect(change.after, within);
      one.care = diagrams.intersect(change.care, within);
    }
    changes.push_back(std::move(one));
  }
  return changes;
}

std::vector<std::string> unknowns_of(Region before, Region after, Universe& universe) {
  const Region difference = difference_of(before, after, universe.diagrams());
  std::set<std::string> read;
  for (const Level level : universe.diagrams().levels_of(difference)) {
    const Universe::Attribute& attribute = universe.attribute_of(level);
    if (attribute.kind != VariableKind::Request) read.insert(attribute.name);
  }
  std::vector<std::string> unknowns;
  for (const std::string& attribute : read) {
    const Region projected = project(universe, difference, {std::string_view(attribute)});
    if (projected != difference) unknowns.push_back(attribute);
  }
  return unknowns;
}

Region in_all_worlds(const AccessChange& change, Universe& universe) {
  const Region difference = difference_of(change.before, change.after, universe.diagrams());
  return for_all(difference, change.care, VariableKind::World, universe);
}

}  // namespace accessdrift
