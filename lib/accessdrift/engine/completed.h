#pragma once

#include <memory>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Two snapshots in which nobody is missing whom the other one knows, as far as directories are
/// open: there an identity that is missing is one of unknown attributes under the same id, unless
/// somebody else has that id (DESIGN §3, identities). The snapshots themselves where nobody is.
struct CompletedSides {
  std::shared_ptr<const Snapshot> before;
  std::shared_ptr<const Snapshot> after;
};
/// Cost: nothing if both directories are closed; else that of pairing, and of a copy of what lacks
/// somebody.
[[nodiscard]] CompletedSides completed(std::shared_ptr<const Snapshot> before,
                                       std::shared_ptr<const Snapshot> after);

}  // namespace accessdrift
