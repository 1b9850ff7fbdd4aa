#pragma once

#include <functional>
#include <string>
#include <vector>

#include "accessdrift/base/file_bytes.h"
#include "accessdrift/source/symbolic_link.h"
#include "accessdrift/source/tree.h"

namespace accessdrift {

/// A folder on disk, and the name under which messages speak of it (empty: paths stand alone).
struct DiskFolder {
  std::string path;
  std::string shown;

  [[nodiscard]] std::string full(const std::string& inside) const;
  [[nodiscard]] std::string show(const std::string& inside) const;
};

/// Something on disk that is not a folder.
struct DiskItem {
  enum class Kind { File, Link, Special };
  std::string path;  ///< relative to the folder that was walked
  Kind kind = Kind::File;
};

/// All that lies below, sorted by path as bytes; `enters` says of each folder whether to go in.
/// Nothing named `.git` is given or entered. Links are not followed. Errors: `unreadable-file`, of
/// all folders that cannot be read.
[[nodiscard]] Result<std::vector<DiskItem>> walk(
    const DiskFolder& root, const std::function<bool(const std::string& folder)>& enters);

/// The wanted files among `items`, links followed; remarks go to `warnings`.
[[nodiscard]] Result<std::vector<TreeEntry>> choose(const DiskFolder& root,
                                                    const std::vector<DiskItem>& items,
                                                    const std::vector<std::string>& extensions,
                                                    Diagnostics& warnings);

/// The bytes of a file. Errors: `unreadable-file`, `too-large`, `lfs-pointer`.
[[nodiscard]] Result<std::string> read_file(const std::string& full, const std::string& shown);
/// Likewise; a large file stays where it is, if nobody changes it (`lease_file`).
[[nodiscard]] Result<FileBytes> file_bytes(const std::string& full, const std::string& shown);

/// Why nothing can be found at a path: `no-such-path`, or `unreadable-file` where a folder on the
/// way is closed.
[[nodiscard]] Diagnostic not_found(const std::string& full, const std::string& shown);

/// What stands at a path, without following a link.
[[nodiscard]] TreeNode look_on_disk(const std::string& full);

/// `path` as seen from `folder`.
[[nodiscard]] std::string join_path(const std::string& folder, const std::string& path);

}  // namespace accessdrift
