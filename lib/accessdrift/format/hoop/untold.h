#pragma once

#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// What a plan of Terraform does not tell of connections and people may keep anybody from a
/// session: modes, reviewers, guardrails, type and subtype, whether somebody is active. Once
/// connections are read.
void read_untold(Gateway& gateway);

}  // namespace accessdrift::hoop
