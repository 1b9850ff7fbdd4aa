#include "accessdrift/source/directory_tree.h"

#include "accessdrift/source/disk.h"

namespace accessdrift {
namespace {

class DirectoryTree final : public Tree {
 public:
  explicit DirectoryTree(DiskFolder root) : root_(std::move(root)) {}

  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const override {
    warnings_.clear();
    const auto items = walk(root_, [](const std::string&) { return true; });
    if (!items) return failure(items.error());
    return choose(root_, *items, extensions, warnings_);
  }

  [[nodiscard]] Result<FileBytes> read(const TreeEntry& entry) const override {
    return file_bytes(root_.full(entry.path), root_.show(entry.path));
  }

  [[nodiscard]] Diagnostics warnings() const override { return warnings_; }

 private:
  DiskFolder root_;
  mutable Diagnostics warnings_;
};

class FileTree final : public Tree {
 public:
  FileTree(std::string path, std::string shown)
      : path_(std::move(path)), shown_(std::move(shown)) {}

  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const override {
    std::string name = path_.substr(path_.rfind('/') + 1);
    if (!has_extension(name, extensions)) return failure(unknown_file_type(shown_, extensions));
    std::vector<TreeEntry> entries;
    entries.push_back({std::move(name), {}});
    return entries;
  }

  [[nodiscard]] Result<FileBytes> read(const TreeEntry& /*entry*/) const override {
    return file_bytes(path_, shown_);
  }

 private:
  std::string path_;
  std::string shown_;
};

}  // namespace

Result<std::unique_ptr<Tree>> open_path(const std::string& path, const std::string& shown) {
  const std::string& name = shown.empty() ? path : shown;
  TreeNode node = look_on_disk(path);
  if (node.kind == TreeNode::Kind::Link &&
      look_on_disk(path + "/").kind == TreeNode::Kind::Folder) {
    node.kind = TreeNode::Kind::Folder;
  }
  if (node.kind == TreeNode::Kind::Nothing) {
    return failure(not_found(path, name));
  }
  if (node.kind == TreeNode::Kind::Folder) {
    return std::make_unique<DirectoryTree>(DiskFolder{path, name == "." ? "" : name});
  }
  return std::make_unique<FileTree>(path, name);
}

}  // namespace accessdrift
