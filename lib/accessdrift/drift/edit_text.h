#pragma once

#include <string>
#include <string_view>

#include "accessdrift/drift/edits.h"

namespace accessdrift {

[[nodiscard]] std::string_view to_text(Combine combine);
/// `group:sre`, `ana`, `domain:corp.example`, `anyone`.
[[nodiscard]] std::string mention_text(const Snapshot& snapshot, const Mention& mention);
/// As it was written; a list as `[a, b]`.
[[nodiscard]] std::string literal_text(const Snapshot& snapshot, const Literal& literal);

/// One sentence: `group sre no longer contains group sre-emea`. No escaping.
[[nodiscard]] std::string describe_edit(const Edit& edit);

}  // namespace accessdrift
