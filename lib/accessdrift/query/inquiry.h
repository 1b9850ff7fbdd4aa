#pragma once

#include <map>
#include <memory>

#include "accessdrift/engine/engine.h"
#include "accessdrift/engine/url_reads.h"
#include "accessdrift/engine/url_space.h"

namespace accessdrift {

/// One snapshot with everything that questions about it need. Movable.
struct Inquiry {
  std::shared_ptr<const Snapshot> snapshot;
  std::unique_ptr<Population> population;
  std::unique_ptr<Universe> universe;
  std::unique_ptr<Engine> engine;
  std::unique_ptr<Routing> routing;
  std::unique_ptr<UrlSpace> urls;  ///< null where no resource has any
  Instant from = kFirstInstant;
  std::map<ResourceAction, UrlReads> known_reads = {};  ///< of the targets that were asked about
};

/// Of requests made at `from` or later.
[[nodiscard]] Inquiry inquire(std::shared_ptr<const Snapshot> snapshot, Instant from);

}  // namespace accessdrift
