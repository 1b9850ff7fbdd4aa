#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/source/ignore_rules.h"
#include "accessdrift/source/repository.h"

namespace accessdrift {

/// One line of a git tree. Ids of objects are 40 hex digits everywhere.
struct GitEntry {
  enum class Kind { File, Link, Folder, Submodule };
  Kind kind = Kind::File;
  std::string name;
  std::string id;
};

/// One line of the index.
struct TrackedPath {
  std::string path;
  bool is_submodule = false;
  bool is_left_out = false;  ///< a sparse checkout keeps it off the disk
};

/// What a revision's name stands for.
struct NamedObject {
  enum class Kind { Commit, OtherObject, Ambiguous, Unknown };
  Kind kind = Kind::Unknown;
  std::string id;  ///< of a commit
};

/// The objects, names and index of one repository: the only wall between us and libgit2, plain
/// values in and out. Knows nothing of sides. One thread at a time.
///
/// An object that should be there and is not is the error `missing-object` in a partial clone, else
/// `corrupt-repository`; `shown` names for the user what could not be read.
class GitStore {
 public:
  /// Finds the repository of `folder`, or the one that GIT_DIR and GIT_WORK_TREE name. Errors:
  /// `not-a-repository`, `foreign-owner`, `sha256-repository`, `unsupported-repository`,
  /// `corrupt-repository`.
  static Result<std::unique_ptr<GitStore>> open(const std::string& folder);
  ~GitStore();
  GitStore(const GitStore&) = delete;
  GitStore& operator=(const GitStore&) = delete;

  /// The root of the checked out files; empty in a bare repository.
  [[nodiscard]] std::string work_folder() const;
  /// Where objects and refs lie (of a linked work tree: the main repository's).
  [[nodiscard]] std::string common_folder() const;
  [[nodiscard]] bool is_shallow() const;
  /// `origin`, else the first remote by name; empty without one.
  [[nodiscard]] std::string remote() const;
  /// Full names (`refs/heads/main`), sorted.
  [[nodiscard]] std::vector<std::string> reference_names() const;

  [[nodiscard]] NamedObject find(const std::string& revision) const;
  [[nodiscard]] Result<Commit> commit(const std::string& id) const;
  [[nodiscard]] Result<std::string> root_tree(const std::string& commit_id) const;
  [[nodiscard]] Result<std::vector<GitEntry>> tree(const std::string& id,
                                                   const std::string& shown) const;
  [[nodiscard]] Result<std::optional<GitEntry>> entry(const std::string& tree_id,
                                                      const std::string& name) const;
  /// Errors also: `too-large`.
  [[nodiscard]] Result<std::string> blob(const std::string& id, const std::string& shown) const;
  /// All best common ancestors, sorted by id. REQUIRES: the repository is not shallow.
  [[nodiscard]] Result<std::vector<std::string>> merge_bases(const std::string& a,
                                                             const std::string& b) const;

  /// The ancestors of `to`, itself too, that are none of `from`, if that is given; children before
  /// parents, of several the newest. REQUIRES: the repository is not shallow.
  [[nodiscard]] Result<std::vector<std::string>> commits_between(
      const std::optional<std::string>& from, const std::string& to) const;

  /// In byte order of paths. Errors: `unsupported-index`.
  [[nodiscard]] Result<std::vector<TrackedPath>> tracked() const;
  [[nodiscard]] IgnoreRules::Places ignore_places() const;

 private:
  struct Settings;
  struct State;
  explicit GitStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace accessdrift
