#include "accessdrift/source/overlay_tree.h"

namespace accessdrift {

Result<std::vector<TreeEntry>> OverlayTree::list(const std::vector<std::string>& extensions) const {
  Result<std::vector<TreeEntry>> entries = below_->list(extensions);
  if (!entries) return entries;
  for (TreeEntry& entry : *entries) {
    if (replaced_.contains(entry.path)) entry.content_key.clear();
  }
  return entries;
}

Result<FileBytes> OverlayTree::read(const TreeEntry& entry) const {
  const auto found = replaced_.find(entry.path);
  return found != replaced_.end() ? Result<FileBytes>(found->second) : below_->read(entry);
}

}  // namespace accessdrift
