#include "accessdrift/format/hoop/hoop.h"

#include "accessdrift/format/hoop/connections.h"
#include "accessdrift/format/hoop/gateway.h"
#include "accessdrift/format/hoop/guardrails.h"
#include "accessdrift/format/hoop/objects.h"
#include "accessdrift/format/hoop/reviews.h"
#include "accessdrift/format/hoop/runbooks.h"

namespace accessdrift::hoop {

bool recognizes(NodeView root) { return is_certain(root); }

void read(SourceReading& reading) {
  const Objects objects(reading);
  Gateway gateway(reading, objects);
  read_connections(gateway);
  read_visibility(gateway);
  read_reviews(gateway);
  read_runbook_rules(gateway);
  read_guardrails(gateway);
  gateway.write_sets();
  gateway.people.finish();
}

}  // namespace accessdrift::hoop
