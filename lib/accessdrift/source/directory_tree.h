#pragma once

#include <memory>
#include <string>

#include "accessdrift/source/tree.h"

namespace accessdrift {

/// A directory on disk, or one file (then the tree has that one entry, under its file name). Hidden directories (`.git`) are not entered. A symbolic
/// link to a regular file inside the directory is read; one that leaves it or dangles, and whose name has a wanted extension, is the error `symbolic-link`.
/// Errors: `no-such-path`, `unreadable-file`, `too-large`.
[[nodiscard]] Result<std::unique_ptr<Tree>> open_path(const std::string& path);

}  // namespace accessdrift
