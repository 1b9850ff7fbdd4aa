#pragma once

#include <string_view>

#include "accessdrift/document/tree_writer.h"
#include "accessdrift/format/terraform/instances.h"
#include "accessdrift/format/terraform/provider.h"

namespace accessdrift::terraform {

/// Writes an access level, a deny policy, settings of IAP or a custom role before and after, as
/// Google's APIs print them; false of other resources.
bool write_google(TreeWriter& writer, const Instance& instance, const Provider& provider,
                  Diagnostics& problems);

}  // namespace accessdrift::terraform
