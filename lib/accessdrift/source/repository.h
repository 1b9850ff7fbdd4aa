#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/source/tree.h"

namespace accessdrift {

struct Commit {
  std::string id;             ///< 40 hex digits
  std::int64_t time = 0;      ///< committer, seconds since 1970
  std::string author;         ///< name
  std::string subject;        ///< first line of the message
  std::vector<std::string> parents;
};

/// A git repository, read only (libgit2). One thread at a time.
///
/// Errors, each with the command that mends it: `not-a-repository`, `unknown-revision` (with what is near), `foreign-owner`, `sha256-repository`, `no-merge-base`
/// (says so where the clone is shallow), `two-merge-bases`, `missing-object` (partial clone), `lfs-pointer`, `submodule`, `symbolic-link`, `corrupt-repository`.
class Repository {
 public:
  /// Finds the repository that holds `path` (a subfolder, a linked work tree and a bare repository are fine).
  static Result<std::unique_ptr<Repository>> discover(const std::string& path);
  ~Repository();
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;

  [[nodiscard]] Result<Commit> resolve(const std::string& revision) const;
  [[nodiscard]] bool is_revision(const std::string& word) const;
  [[nodiscard]] Result<Commit> merge_base(const Commit& a, const Commit& b) const;
  /// First parents from `tip` on, newest first.
  [[nodiscard]] Result<std::vector<Commit>> first_parents(const Commit& tip) const;

  /// The tree of a commit; with `path`, the folder or file at that path from the root (`./x`: from the current folder).
  [[nodiscard]] Result<std::unique_ptr<Tree>> tree(const Commit& commit, const std::string& path = {}) const;
  /// What lies on disk and git does not ignore, untracked files included; empty in a bare repository: the error `no-work-tree`.
  [[nodiscard]] Result<std::unique_ptr<Tree>> work_tree() const;

  /// Remarks that a reader should see (replace refs are ignored, for one).
  [[nodiscard]] std::vector<Diagnostic> warnings() const;

 private:
  struct State;
  explicit Repository(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace accessdrift
