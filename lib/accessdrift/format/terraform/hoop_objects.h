#pragma once

#include <vector>

#include "accessdrift/format/format.h"
#include "accessdrift/format/terraform/objects.h"

namespace accessdrift::terraform {

/// Connections, bindings of plugins and users of hoop at a moment, as its API prints them; adds
/// nothing if there are none.
void write_hoop(const Told& told, std::vector<Translation>& all);

}  // namespace accessdrift::terraform
