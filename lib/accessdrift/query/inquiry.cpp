#include "accessdrift/query/inquiry.h"

#include <utility>

namespace accessdrift {

Inquiry inquire(std::shared_ptr<const Snapshot> snapshot) {
  Inquiry inquiry;
  inquiry.snapshot = std::move(snapshot);
  inquiry.population = std::make_unique<Population>(Population::of(*inquiry.snapshot));
  inquiry.universe = std::make_unique<Universe>(make_universe({inquiry.snapshot.get()}));
  inquiry.engine = std::make_unique<Engine>(*inquiry.snapshot, *inquiry.population, SideOf::After,
                                            *inquiry.universe);
  return inquiry;
}

}  // namespace accessdrift
