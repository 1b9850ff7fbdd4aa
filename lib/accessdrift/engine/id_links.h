#pragma once

#include <utility>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Two ids that may be one thing's on the two sides, whichever stands first.
using IdLink = std::pair<Name, Name>;

/// In an order that depends neither on how they are written nor on which side is called before.
[[nodiscard]] std::vector<IdLink> ordered_links(std::vector<IdLink> links, const Snapshot& texts);

/// What `renames` of both sides link: the two members of the declaration.
[[nodiscard]] std::vector<IdLink> renames_of(const Snapshot& before, const Snapshot& after,
                                             Name RenameDeclaration::*from,
                                             Name RenameDeclaration::*to);

}  // namespace accessdrift
