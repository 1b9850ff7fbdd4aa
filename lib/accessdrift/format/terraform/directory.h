#pragma once

#include <vector>

#include "accessdrift/format/format.h"
#include "accessdrift/format/terraform/objects.h"

namespace accessdrift::terraform {

/// Groups and memberships of Cloud Identity at a moment, as its API answers; adds nothing if there
/// are none.
void write_directory(const Told& told, std::vector<Translation>& all);

}  // namespace accessdrift::terraform
