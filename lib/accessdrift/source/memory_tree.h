#pragma once

#include <map>
#include <string>

#include "accessdrift/source/tree.h"

namespace accessdrift {

/// A tree in memory: path → bytes.
class MemoryTree final : public Tree {
 public:
  explicit MemoryTree(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const override;
  [[nodiscard]] Result<std::string> read(const TreeEntry& entry) const override;

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace accessdrift
