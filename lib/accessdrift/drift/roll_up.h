#pragma once

#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// All changes of equal kind, certainty and regions, identities merged first, then resources and
/// actions with the same identities (DESIGN §4): identities × resources × actions, exactly. What is
/// asked for by id and by URL is told apart, and so is each pair of two owners.
struct Finding : AccessChange {
  bool is_limited = false;           ///< regions unknown: a limit was hit
  std::vector<SideNames> resources;  ///< as bytes of their texts
  std::vector<AskedAction> actions;  ///< likewise

  [[nodiscard]] bool is_by_url() const { return !actions.front().methods.empty(); }
};

/// Lossless: expanding the findings gives exactly the changes. Deterministic, in no order that
/// means anything. Cost: linear in the changes.
[[nodiscard]] std::vector<Finding> roll_up(const Comparison& comparison);

/// What changes for whom, not when.
struct Outline {
  /// As `roll_up` has them, but those by id are told apart by kind, certainty and identities alone:
  /// they have no regions.
  std::vector<Finding> findings;
  /// Of each pair of regions one change, about one identity on one target.
  std::vector<Finding> examples;
};

/// Who is told on a target is told once: its identities are those of all its findings of one kind.
[[nodiscard]] Outline outline(const Comparison& comparison);

/// Part of what some identities and targets share: their findings, one for each set of actions.
[[nodiscard]] std::vector<Finding> findings_of(const AccessChange& change, bool is_limited,
                                               const std::vector<Target>& targets,
                                               const Snapshot& texts);

/// The side whose words and groups a finding is told in: before for what is taken away, after for
/// what is given.
[[nodiscard]] inline SideOf relevant_side(ChangeKind kind) {
  return kind == ChangeKind::Lost || kind == ChangeKind::Narrowed ? SideOf::Before : SideOf::After;
}

}  // namespace accessdrift
