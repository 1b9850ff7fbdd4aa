#pragma once

#include <memory>
#include <string>

#include "accessdrift/source/tree.h"

namespace accessdrift {

/// A directory on disk, or one file (then the tree has that one entry, under its file name).
///
/// Everything below is looked at, hidden folders too, so that a directory means the same as the
/// revision that it was checked out from; only what is named `.git` is not. A symbolic link to a
/// regular file inside the directory is read; one that leaves it, dangles or leads to a folder is
/// the error `symbolic-link` if its name has a wanted extension; a linked folder is not entered,
/// with a warning. `path` itself may be a link. Messages name it `shown`, or `path` if that is
/// empty. Errors: `no-such-path`; on listing and reading `unreadable-file`, `too-large`,
/// `lfs-pointer`, `symbolic-link`, `unknown-file-type`.
[[nodiscard]] Result<std::unique_ptr<Tree>> open_path(const std::string& path,
                                                      const std::string& shown = {});

}  // namespace accessdrift
