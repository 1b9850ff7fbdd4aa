#pragma once

#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// What may not be sent: a statement that holds a word or matches a pattern is refused. Needs the
/// connections.
void read_guardrails(Gateway& gateway);

}  // namespace accessdrift::hoop
