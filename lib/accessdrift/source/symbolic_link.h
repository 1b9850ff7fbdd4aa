#pragma once

#include <functional>
#include <string>

#include "accessdrift/base/result.h"

namespace accessdrift {

/// What stands at one path of a tree.
struct TreeNode {
  enum class Kind { Nothing, File, Folder, Link, Submodule, Special };
  Kind kind = Kind::Nothing;
  std::string id;      ///< git's object id; empty on disk
  std::string target;  ///< of a link
};

/// Where a path leads once every symbolic link on the way has been followed.
struct Destination {
  enum class Kind { File, Folder, Submodule, Special, Nothing, Outside, Loop };
  Kind kind = Kind::Nothing;
  std::string path;  ///< the real path, as far as it goes
};

using LookAt = std::function<Result<TreeNode>(const std::string& path)>;

/// Follows `path` from the root of a tree, as the kernel would if the root were a file system of
/// its own: `..` above the root and absolute targets lead outside. At most 40 links, as in Linux; a
/// target of more than 4,096 bytes is none.
/// Fails only where `look` does.
[[nodiscard]] Result<Destination> follow(const std::string& path, const LookAt& look);

/// The error `symbolic-link` for a wanted file that is a link to anything but a file of the tree.
/// `shown` comes with its backticks.
[[nodiscard]] Diagnostic unusable_link(const std::string& shown, const std::string& target,
                                       Destination::Kind leads_to, std::string help);

/// The warning `symbolic-link` for a link to a folder.
[[nodiscard]] Diagnostic unentered_link(const std::string& shown);

}  // namespace accessdrift
