#pragma once

#include <string_view>

#include "accessdrift/document/tree_writer.h"
#include "accessdrift/format/terraform/instances.h"

namespace accessdrift::terraform {

/// Writes an access level, a deny policy, settings of IAP or a custom role before and after, as
/// Google's APIs print them; false of other resources.
bool write_google(TreeWriter& writer, const Instance& instance, std::string_view default_project,
                  Diagnostics& problems);

}  // namespace accessdrift::terraform
