#pragma once

#include <memory>
#include <vector>

#include "accessdrift/drift/change.h"
#include "accessdrift/drift/edits.h"
#include "accessdrift/engine/engine.h"
#include "accessdrift/engine/renamed_ids.h"
#include "accessdrift/engine/url_space.h"

namespace accessdrift {

/// Two snapshots over one population and one universe, and what differs. Movable; everything in it
/// stays valid as long as it does.
struct Comparison {
  std::shared_ptr<const Snapshot> before;  ///< each with whom it lacks: `completed`
  std::shared_ptr<const Snapshot> after;
  std::unique_ptr<Population> population;
  Renamed renamed;
  std::unique_ptr<Universe> universe;
  std::unique_ptr<Engine> engine_before;
  std::unique_ptr<Engine> engine_after;
  std::unique_ptr<UrlSpace> urls;  ///< null where no resource has any
  Instant from = kFirstInstant;    ///< access is compared from this instant on

  std::vector<Edit> edits;
  std::vector<TargetChanges>
      changes;  ///< by resource, then action, as bytes of their texts; without unchanged targets
  std::vector<std::string> same_policies;  ///< edited or moved policies (by id, sorted) for which
                                           ///< no decision changed on any target that they cover

  /// As the resource is printed: by its id after. None of none.
  [[nodiscard]] Name printed(ResourceIndex resource, SideOf side) const;
  /// What is printed so on each side, as owners of URLs.
  [[nodiscard]] UrlOwners owners(const SideNames& printed) const;
  /// What is printed as `printed` on a side; none if the side does not have it, and of none.
  [[nodiscard]] ResourceIndex resource(Name printed, SideOf side) const;
};

/// Finds every entitlement that differs between two snapshots from an instant on (DESIGN §4, §5).
///
/// Pure and deterministic. Cost is proportional to the edits and the changes, not to identities ×
/// resources: only targets that an edit can reach are combined, and there only for identities that
/// it can reach. A target over the bound of diagram nodes or cells is a limited one; nothing is
/// dropped or coarsened.
[[nodiscard]] Comparison compare(std::shared_ptr<const Snapshot> before,
                                 std::shared_ptr<const Snapshot> after, Instant from,
                                 std::size_t node_limit = std::size_t{1} << 18U);

}  // namespace accessdrift
