#pragma once

#include <vector>

#include "accessdrift/drift/edits.h"
#include "accessdrift/history/origin_kind.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/load/side.h"

namespace accessdrift {

/// Which commits made an edit (DESIGN §4): from the after side on, every parent with the same value
/// of the fact was followed; these are the commits of which no parent has it.
struct EditOrigin {
  OriginKind kind = OriginKind::Unknown;
  std::vector<Commit> commits;  ///< the newest first
  bool has_gap = false;         ///< or one before them that cannot be read made it
};

/// Of each edit of two sides; nothing where they are not two commits of a repository, or one and
/// its work tree, or are read at two paths. A commit that cannot be read is passed over.
///
/// Cost: every commit between the two that is looked at is read, linked and compared with the after
/// side for facts, until all edits are found. Errors: those of git.
[[nodiscard]] Result<std::vector<EditOrigin>> find_origins(const std::vector<Edit>& edits,
                                                           const Sides& sides,
                                                           const Loader::Pair& loaded,
                                                           Loader& loader);

}  // namespace accessdrift
