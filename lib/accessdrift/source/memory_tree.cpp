#include "accessdrift/source/memory_tree.h"

namespace accessdrift {

Result<std::vector<TreeEntry>> MemoryTree::list(const std::vector<std::string>& extensions) const {
  std::vector<TreeEntry> entries;
  for (const auto& [path, bytes] : files_) {
    if (has_extension(path, extensions)) entries.push_back({path, {}});
  }
  return entries;
}

Result<FileBytes> MemoryTree::read(const TreeEntry& entry) const {
  const auto file = files_.find(entry.path);
  if (file != files_.end()) return file->second;
  return failure(error_without_place("no-such-path", "`" + entry.path + "` does not exist"));
}

}  // namespace accessdrift
