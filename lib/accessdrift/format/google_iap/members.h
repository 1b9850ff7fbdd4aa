#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::google_iap {

/// Whom a member of a binding names; nothing of one that was deleted, who is nobody. Sets of
/// workforce identities, and the owners, editors and viewers of a project, are groups by these
/// names; so is what is no form of a member, which is told.
[[nodiscard]] std::optional<Mention> member(SourceReading& reading, NodeView written);
/// Likewise whom a rule of a deny policy names, in the form of IAM v2.
[[nodiscard]] std::optional<Mention> denied_member(SourceReading& reading, NodeView written);

/// Whom the list of a key names, each once; what is no list is told. `read` is one of the above.
[[nodiscard]] std::vector<Mention> members_in(SourceReading& reading, NodeView mapping,
                                              std::string_view key,
                                              std::optional<Mention> (*read)(SourceReading& reading,
                                                                             NodeView written));

}  // namespace accessdrift::google_iap
