#pragma once

#include <iterator>
#include <map>
#include <string>

#include "accessdrift/source/tree.h"

namespace accessdrift {

/// A tree in memory: path → bytes.
class MemoryTree final : public Tree {
 public:
  explicit MemoryTree(std::map<std::string, std::string> files)
      : files_(std::move_iterator(files.begin()), std::move_iterator(files.end())) {}
  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const override;
  [[nodiscard]] Result<FileBytes> read(const TreeEntry& entry) const override;

 private:
  std::map<std::string, FileBytes> files_;
};

}  // namespace accessdrift
