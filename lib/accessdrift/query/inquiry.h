#pragma once

#include <memory>

#include "accessdrift/engine/engine.h"

namespace accessdrift {

/// One snapshot with everything that questions about it need. Movable.
struct Inquiry {
  std::shared_ptr<const Snapshot> snapshot;
  std::unique_ptr<Population> population;
  std::unique_ptr<Universe> universe;
  std::unique_ptr<Engine> engine;
  Instant from = kFirstInstant;
};

/// Of requests made at `from` or later.
[[nodiscard]] Inquiry inquire(std::shared_ptr<const Snapshot> snapshot, Instant from);

}  // namespace accessdrift
