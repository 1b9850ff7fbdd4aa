#pragma once

#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// The files of one side, with groups that several formats declare under one id made one: who is in
/// it by any of them is in it. Of the later format's, by path, the group goes by `ID (FORMAT)` and
/// is a member of the first one's. Warnings tell it, once for each pair of formats. What native
/// files declare twice stays wrong. Cost: linear in the groups, and in the files that have such.
struct JoinedGroups {
  std::vector<DeclarationsPointer> files;
  Diagnostics warnings;
};
[[nodiscard]] JoinedGroups with_joined_groups(std::vector<DeclarationsPointer> files, Names& names);

}  // namespace accessdrift
