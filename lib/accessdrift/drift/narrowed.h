#pragma once

#include <optional>
#include <vector>

#include "accessdrift/drift/touched.h"
#include "accessdrift/engine/engine.h"

namespace accessdrift {

/// If every edit is a fact of somebody's own, or of a place in a group, of one of `identities`:
/// these, who alone can be decided differently then. Else nothing. REQUIRES: `identities` are the
/// touched ones.
[[nodiscard]] std::optional<IdentitySet> touched_alone(const std::vector<Edit>& edits,
                                                       const IdentitySet& identities,
                                                       const Snapshot& before,
                                                       const Snapshot& after,
                                                       const Population& population);

/// The policies that concern only others than some identities: they decide nothing about these, but
/// as a gate of an `all-of`, or as one that makes a set of it a gate, as one policy of the set can
/// alone. Of one side.
class Narrowed {
 public:
  /// Everybody: none is left out.
  Narrowed() = default;
  /// `concerns`: by policy, whether it can concern one of the identities.
  Narrowed(const Snapshot& snapshot, std::vector<bool> concerns);

  /// Of policies that cover one target, ascending.
  void leave_out(std::vector<PolicyIndex>& covering) const;

 private:
  const Snapshot* snapshot_ = nullptr;
  std::vector<bool> concerns_;
  std::vector<bool> may_be_gate_;  ///< an allow policy within an `all-of`
};

/// Leaves of `policies` those that can concern one of the identities.
void leave_concerning(Engine& engine, const IdentitySet& identities, std::vector<bool>& policies);
/// Of a side, where `concerns_there` is the like of the other one: what concerns them on either
/// stays, so that both are combined of the same policies.
[[nodiscard]] Narrowed narrowed(const Snapshot& side, std::vector<bool> concerns,
                                const Snapshot& other, const std::vector<bool>& concerns_there);

}  // namespace accessdrift
