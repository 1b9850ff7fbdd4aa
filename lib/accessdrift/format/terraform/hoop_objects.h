#pragma once

#include <vector>

#include "accessdrift/format/format.h"
#include "accessdrift/format/terraform/references.h"

namespace accessdrift::terraform {

/// Connections, bindings of plugins and users of hoop at a moment, as its API prints them; adds
/// nothing if there are none.
void write_hoop(NodeView root, const std::vector<Instance>& instances, const References& references,
                Moment moment, Diagnostics& problems, std::vector<Translation>& all);

}  // namespace accessdrift::terraform
