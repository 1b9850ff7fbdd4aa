#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accessdrift/base/result.h"

namespace accessdrift {

/// A file of a tree that may be read. `content_key` is equal for equal bytes and empty if only reading tells (a file on disk).
struct TreeEntry {
  std::string path;  ///< relative to the tree, `/` between segments
  std::string content_key;
};

/// Where bytes come from: a directory, one file, a revision, or memory. The only seam to the outside.
class Tree {
 public:
  Tree() = default;
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  virtual ~Tree() = default;

  /// Regular files whose name ends in one of `extensions` (with the dot), sorted by path as bytes. What hides such a file (a symbolic link that
  /// leaves the tree, a submodule, a missing object) is an error that says what to do.
  [[nodiscard]] virtual Result<std::vector<TreeEntry>> list(const std::vector<std::string>& extensions) const = 0;

  /// The bytes of a listed file. Thread-safe for trees on disk and in memory; for a revision only with one thread at a time.
  [[nodiscard]] virtual Result<std::string> read(const TreeEntry& entry) const = 0;
};

}  // namespace accessdrift
