#pragma once

#include <memory>
#include <string>

#include "accessdrift/source/git_store.h"
#include "accessdrift/source/tree.h"

namespace accessdrift {

/// What lies on disk below the root of a checkout and git does not ignore: tracked files, ignored
/// ones too, and new ones; a deleted file is not there. Submodules and other repositories inside
/// are not entered, with a warning. `read` does not touch git.
///
/// Cost: one walk over the folders that git does not ignore. Errors: those of a directory,
/// `unsupported-index`, and `sparse-checkout` for a wanted file that is tracked but kept off the
/// disk. REQUIRES: `store->work_folder()` is not empty.
[[nodiscard]] std::unique_ptr<Tree> make_work_tree(std::shared_ptr<const GitStore> store);

}  // namespace accessdrift
