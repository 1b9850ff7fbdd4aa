#include "accessdrift/lint/reads.h"
#include "accessdrift/lint/unused.h"

namespace accessdrift {

void check_network_unused(Linting& linting) {
  const auto read = networks_read(linting.snapshot());
  for (const auto& network : linting.snapshot().networks) {
    if (network->is_spelled_out) continue;  // nobody has declared it
    if (read.contains(linting.snapshot().text(network->name))) continue;
    add_unused(linting, "AD216",
               {"network", network->name, network.key(),
                "no condition tests an address against it or one that contains it"});
  }
}

}  // namespace accessdrift
