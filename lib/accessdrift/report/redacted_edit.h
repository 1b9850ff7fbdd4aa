#pragma once

#include <string>

#include "accessdrift/drift/edits.h"
#include "accessdrift/report/pseudonyms.h"

namespace accessdrift {

/// What an edit does, told with pseudonyms. Values and members that are no hidden names and no
/// words of ours go as a whole: those that name people, and with `hides_all` all of them.
[[nodiscard]] std::string redacted_edit(const Edit& edit, bool hides_all, Pseudonyms& names);

}  // namespace accessdrift
