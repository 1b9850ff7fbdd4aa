#pragma once

#include <utility>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Lets a mixture's groups that have two ids, (before, after), go by the second one, and what
/// mentions them, so that one attribute of the world tells of their further members in all
/// mixtures. A mention of the id that the mixture does not have becomes one of `nothing`.
void name_renamed_groups(const std::vector<std::pair<Name, Name>>& renamed, Name nothing,
                         Declarations& mixture);

}  // namespace accessdrift
