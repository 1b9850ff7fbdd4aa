#pragma once

#include <vector>

#include "accessdrift/format/format.h"
#include "accessdrift/format/terraform/references.h"

namespace accessdrift::terraform {

/// Groups and memberships of Cloud Identity at a moment, as its API answers; adds nothing if there
/// are none.
void write_directory(NodeView root, const std::vector<Instance>& instances,
                     const References& references, Moment moment, Diagnostics& problems,
                     std::vector<Translation>& all);

}  // namespace accessdrift::terraform
