#include "accessdrift/report/changed_situations.h"

namespace accessdrift {

ChangedSituations::ChangedSituations(Comparison& comparison)
    : comparison_(comparison),
      before_(*comparison.universe, *comparison.before, comparison.after.get()),
      after_(*comparison.universe, *comparison.after, comparison.before.get()) {}

std::string ChangedSituations::operator()(const Finding& finding) {
  Diagrams& diagrams = comparison_.universe->diagrams();
  diagrams.start_target();
  const bool takes = relevant_side(finding.kind) == SideOf::Before;
  const Region changed = takes ? diagrams.subtract(finding.before, finding.after)
                               : diagrams.subtract(finding.after, finding.before);
  return (takes ? before_ : after_).of(changed, finding.care).full;
}

}  // namespace accessdrift
