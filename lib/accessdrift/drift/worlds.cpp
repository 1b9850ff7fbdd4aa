#include "accessdrift/drift/worlds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/region/project.h"

namespace accessdrift {
namespace {

bool has_worlds(const Universe& universe) {
  return std::ranges::any_of(universe.attributes(), [](const Universe::Attribute& attribute) {
    return attribute.kind == VariableKind::World;
  });
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

  [[nodiscard]] Region differing() const { return diagrams_.unite(gain, loss); }

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
    return project(universe_, region, VariableKind::Request);
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
  if (!has_worlds(universe)) return {std::move(change)};
  const Worlds worlds(change, universe);
  change.certainty = worlds.differing() == worlds.all ? Certainty::Must : Certainty::May;
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
  Diagrams& diagrams = universe.diagrams();
  const Region difference =
      diagrams.unite(diagrams.subtract(before, after), diagrams.subtract(after, before));
  std::vector<std::string> unknowns;
  for (const Universe::Attribute& attribute : universe.attributes()) {
    if (attribute.kind != VariableKind::World) continue;
    const Region projected = project(universe, difference, {std::string_view(attribute.name)});
    if (projected != difference) unknowns.push_back(attribute.name);
  }
  std::ranges::sort(unknowns);
  return unknowns;
}

Region in_all_worlds(const AccessChange& change, Universe& universe) {
  Diagrams& diagrams = universe.diagrams();
  const Region difference = diagrams.unite(diagrams.subtract(change.before, change.after),
                                           diagrams.subtract(change.after, change.before));
  const Region same = diagrams.subtract(change.care, difference);
  return diagrams.subtract(difference, project(universe, same, VariableKind::World));
}

}  // namespace accessdrift
