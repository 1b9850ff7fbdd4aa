#include "accessdrift/source/git_tree.h"

#include <algorithm>
#include <iterator>

#include "accessdrift/source/lfs_pointer.h"
#include "accessdrift/source/shell_word.h"

namespace accessdrift {
namespace {

constexpr int kDeepestFolder = 256;

std::string inside(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

Diagnostic unread_submodule(const std::string& path) {
  Diagnostic warning = error_without_place(
      "submodule", "`" + path + "` is a submodule and was not read",
      "git submodule update --init " + shell_word(path) + ", then compare that folder by itself");
  warning.severity = Severity::Warning;
  return warning;
}

Result<std::string> read_blob(const GitStore& store, const std::string& id, const std::string& path,
                              const std::string& revision) {
  const std::string shown = "`" + path + "` of " + revision;
  auto bytes = store.blob(id, shown);
  if (bytes && is_lfs_pointer(*bytes)) {
    return failure(error_without_place(
        "lfs-pointer", shown + " is a Git LFS pointer, its content is not in git",
        "git worktree add FOLDER " + revision + " && (cd FOLDER && git lfs pull)" +
            ", then compare FOLDER"));
  }
  return bytes;
}

/// Flattens a listing into files, problems and warnings.
class Selection {
 public:
  Selection(const GitStore& store, const std::string& tree_id, const std::string& revision,
            const std::vector<std::string>& extensions)
      : store_(store), tree_id_(tree_id), revision_(revision), extensions_(extensions) {}

  /// Depth is bounded by the listing's.
  // NOLINTNEXTLINE(misc-no-recursion)
  void add(const GitListing& listing, const std::string& folder) {
    for (const GitListing::Item& item : listing.items) {
      const std::string path = inside(folder, item.entry.name);
      switch (item.entry.kind) {
        case GitEntry::Kind::File:
          entries.push_back({path, item.entry.id});
          break;
        case GitEntry::Kind::Folder:
          add(*item.below, path);
          break;
        case GitEntry::Kind::Submodule:
          warnings.push_back(unread_submodule(path));
          break;
        case GitEntry::Kind::Link:
          add_link(item.entry, path);
          break;
      }
    }
  }

  std::vector<TreeEntry> entries;
  Diagnostics problems;
  Diagnostics warnings;

 private:
  void add_link(const GitEntry& link, const std::string& path) {
    const auto look = [this](const std::string& at) { return look_in_git(store_, tree_id_, at); };
    auto end = follow(path, look);
    if (!end) return fail(end.error());
    const bool is_wanted = has_extension(path, extensions_);
    if (end->kind == Destination::Kind::Folder && !is_wanted) {
      warnings.push_back(unentered_link(path));
    }
    if (!is_wanted) return;
    if (end->kind == Destination::Kind::File) {
      auto file = look(end->path);
      if (!file) return fail(file.error());
      entries.push_back({path, std::move(file->id)});
      return;
    }
    const auto target = store_.blob(link.id, "`" + path + "`");
    problems.push_back(unusable_link("`" + path + "` of " + revision_, target.value_or(""),
                                     end->kind, "commit the file itself in its place"));
  }

  void fail(Diagnostics& all) { std::ranges::move(all, std::back_inserter(problems)); }

  const GitStore& store_;
  const std::string& tree_id_;
  const std::string& revision_;
  const std::vector<std::string>& extensions_;
};

class GitTree final : public Tree {
 public:
  GitTree(std::shared_ptr<GitListings> listings, std::string tree_id, std::string revision)
      : listings_(std::move(listings)),
        tree_id_(std::move(tree_id)),
        revision_(std::move(revision)) {}

  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const override {
    warnings_.clear();
    const auto listing = listings_->of(tree_id_, extensions);
    if (!listing) return failure(listing.error());
    Selection selection(listings_->store(), tree_id_, revision_, extensions);
    selection.add(**listing, "");
    sort_diagnostics(selection.problems);
    if (!selection.problems.empty()) return failure(std::move(selection.problems));
    warnings_ = std::move(selection.warnings);
    sort_diagnostics(warnings_);
    return std::move(selection.entries);
  }

  [[nodiscard]] Result<FileBytes> read(const TreeEntry& entry) const override {
    return read_blob(listings_->store(), entry.content_key, entry.path, revision_);
  }

  [[nodiscard]] Diagnostics warnings() const override { return warnings_; }

 private:
  std::shared_ptr<GitListings> listings_;
  std::string tree_id_;
  std::string revision_;
  mutable Diagnostics warnings_;
};

class GitFile final : public Tree {
 public:
  GitFile(std::shared_ptr<GitListings> listings, TreeEntry entry, std::string revision)
      : listings_(std::move(listings)), entry_(std::move(entry)), revision_(std::move(revision)) {}

  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const override {
    if (!has_extension(entry_.path, extensions)) {
      return failure(unknown_file_type(entry_.path, extensions));
    }
    return std::vector<TreeEntry>{entry_};
  }

  [[nodiscard]] Result<FileBytes> read(const TreeEntry& entry) const override {
    return read_blob(listings_->store(), entry.content_key, entry.path, revision_);
  }

 private:
  std::shared_ptr<GitListings> listings_;
  TreeEntry entry_;
  std::string revision_;
};

Result<TreeNode> node_of(const GitStore& store, const GitEntry& entry, const std::string& path) {
  switch (entry.kind) {
    case GitEntry::Kind::File:
      return TreeNode{TreeNode::Kind::File, entry.id, {}};
    case GitEntry::Kind::Folder:
      return TreeNode{TreeNode::Kind::Folder, entry.id, {}};
    case GitEntry::Kind::Submodule:
      return TreeNode{TreeNode::Kind::Submodule, {}, {}};
    case GitEntry::Kind::Link:
      break;
  }
  auto target = store.blob(entry.id, "`" + path + "`");
  if (!target) return failure(std::move(target.error()));
  return TreeNode{TreeNode::Kind::Link, entry.id, std::move(*target)};
}

}  // namespace

/// One reading of a tree and of those below that are not known yet.
struct GitListings::Reading {
  const GitStore& store;
  const std::vector<std::string>& extensions;
  Known& known;

  // NOLINTNEXTLINE(misc-no-recursion): at most kDeepestFolder
  Result<std::shared_ptr<const GitListing>> read(const std::string& id, const std::string& folder,
                                                 int depth) {
    if (const auto found = known.find(id); found != known.end()) return found->second;
    if (depth > kDeepestFolder) {
      return failure(error_without_place(
          "too-deep", "folders lie more than " + std::to_string(kDeepestFolder) + " deep"));
    }
    const std::string shown = folder.empty() ? "the root folder" : "the folder `" + folder + "`";
    auto entries = store.tree(id, shown);
    if (!entries) return failure(std::move(entries.error()));
    auto listing = std::make_shared<GitListing>();
    for (GitEntry& entry : *entries) {
      std::shared_ptr<const GitListing> below;
      if (entry.kind == GitEntry::Kind::Folder) {
        auto found = read(entry.id, inside(folder, entry.name), depth + 1);
        if (!found) return failure(std::move(found.error()));
        below = std::move(*found);
        if (below->items.empty()) continue;
      } else if (entry.kind == GitEntry::Kind::File && !has_extension(entry.name, extensions)) {
        continue;
      }
      listing->items.push_back({std::move(entry), std::move(below)});
    }
    known.emplace(id, listing);
    return std::shared_ptr<const GitListing>(std::move(listing));
  }
};

Result<std::shared_ptr<const GitListing>> GitListings::of(
    const std::string& tree_id, const std::vector<std::string>& extensions) {
  std::string key;
  for (const std::string& extension : extensions) key += extension + "/";
  Reading reading{*store_, extensions, known_[key]};
  return reading.read(tree_id, "", 0);
}

Result<TreeNode> look_in_git(const GitStore& store, const std::string& tree_id,
                             const std::string& path) {
  std::string at = tree_id;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    auto found = store.entry(at, path.substr(begin, end - begin));
    if (!found) return failure(std::move(found.error()));
    std::optional<GitEntry>& entry = *found;
    if (!entry) return TreeNode{};
    if (end == path.size()) return node_of(store, *entry, path);
    if (entry->kind != GitEntry::Kind::Folder) return TreeNode{};
    at = std::move(entry->id);
    begin = end + 1;
  }
}

std::unique_ptr<Tree> make_git_tree(std::shared_ptr<GitListings> listings, std::string tree_id,
                                    std::string revision) {
  return std::make_unique<GitTree>(std::move(listings), std::move(tree_id), std::move(revision));
}

std::unique_ptr<Tree> make_git_file(std::shared_ptr<GitListings> listings, std::string name,
                                    std::string blob_id, std::string revision) {
  TreeEntry entry{std::move(name), std::move(blob_id)};
  return std::make_unique<GitFile>(std::move(listings), std::move(entry), std::move(revision));
}

}  // namespace accessdrift
