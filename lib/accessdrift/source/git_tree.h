#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "accessdrift/source/git_store.h"
#include "accessdrift/source/symbolic_link.h"
#include "accessdrift/source/tree.h"

namespace accessdrift {

/// What a git tree holds that matters to a list of extensions: wanted files, links, submodules, and
/// folders that hold some. Shared by all commits that have the folder.
struct GitListing {
  struct Item {
    GitEntry entry;
    std::shared_ptr<const GitListing> below;  ///< of a folder
  };
  std::vector<Item> items;
};

/// Listings by the id of their tree. Cost: each distinct folder is read once for each list of
/// extensions; memory is proportional to the distinct folders.
class GitListings {
 public:
  explicit GitListings(std::shared_ptr<const GitStore> store) : store_(std::move(store)) {}

  /// Errors: those of `GitStore::tree`, and `too-deep` beyond 256 folders.
  [[nodiscard]] Result<std::shared_ptr<const GitListing>> of(
      const std::string& tree_id, const std::vector<std::string>& extensions);
  [[nodiscard]] const GitStore& store() const { return *store_; }

 private:
  using Known = std::unordered_map<std::string, std::shared_ptr<const GitListing>>;
  struct Reading;

  std::shared_ptr<const GitStore> store_;
  std::unordered_map<std::string, Known> known_;  // by the extensions, joined
};

/// What stands at a path of a git tree.
[[nodiscard]] Result<TreeNode> look_in_git(const GitStore& store, const std::string& tree_id,
                                           const std::string& path);

/// A folder of a commit. `revision` is what messages call the commit.
[[nodiscard]] std::unique_ptr<Tree> make_git_tree(std::shared_ptr<GitListings> listings,
                                                  std::string tree_id, std::string revision);

/// One file of a commit, under its file name.
[[nodiscard]] std::unique_ptr<Tree> make_git_file(std::shared_ptr<GitListings> listings,
                                                  std::string name, std::string blob_id,
                                                  std::string revision);

}  // namespace accessdrift
