#include "accessdrift/query/inquiry.h"

#include <utility>

namespace accessdrift {

Inquiry inquire(std::shared_ptr<const Snapshot> snapshot, Instant from) {
  Inquiry inquiry;
  inquiry.from = from;
  inquiry.snapshot = std::move(snapshot);
  inquiry.population = std::make_unique<Population>(Population::of(*inquiry.snapshot));
  inquiry.universe = std::make_unique<Universe>(make_universe({inquiry.snapshot.get()}, from));
  inquiry.engine = std::make_unique<Engine>(*inquiry.snapshot, *inquiry.population, SideOf::After,
                                            *inquiry.universe, from);
  inquiry.routing = std::make_unique<Routing>(*inquiry.snapshot);
  if (!inquiry.snapshot->routes.empty()) {
    inquiry.urls =
        std::make_unique<UrlSpace>(*inquiry.snapshot, *inquiry.snapshot, *inquiry.universe);
  }
  return inquiry;
}

}  // namespace accessdrift
