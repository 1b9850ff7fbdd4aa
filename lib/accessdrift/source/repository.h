#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/source/tree.h"

namespace accessdrift {

struct Commit {
  std::string id;         ///< 40 hex digits
  std::int64_t time = 0;  ///< committer, seconds since 1970
  std::string author;     ///< name, valid UTF-8
  std::string subject;    ///< first line of the message, valid UTF-8
  std::vector<std::string> parents;
};

/// The first seven digits, as messages show a commit.
[[nodiscard]] std::string short_id(const Commit& commit);

/// The best common ancestors of two commits, sorted by id. `is_cut`: the shallow clone ends before
/// they can be told for certain, so nothing may be built on them.
struct MergeBases {
  std::vector<Commit> commits;
  bool is_cut = false;
};

/// A git repository, read only. One thread at a time. The trees that it gives stay valid without
/// it.
///
/// Errors, each with the command that mends it: `not-a-repository`, `unknown-revision` (with what
/// is near), `no-such-path`, `foreign-owner`, `sha256-repository`, `unsupported-repository`,
/// `missing-object` (partial clone), `lfs-pointer`, `submodule`, `symbolic-link`,
/// `corrupt-repository`, `no-work-tree`, `unsupported-index`, `sparse-checkout`, `too-deep`,
/// `too-large`.
class Repository {
 public:
  /// Finds the repository that holds `path` (a subfolder, a linked work tree and a bare repository
  /// are fine). GIT_DIR, GIT_WORK_TREE and GIT_CEILING_DIRECTORIES mean what they mean to git.
  static Result<std::unique_ptr<Repository>> discover(const std::string& path);
  ~Repository();
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;

  /// Branches, tags, remote branches, ids and their abbreviations, `HEAD~2`, `v1^{}`,
  /// `@{upstream}`.
  [[nodiscard]] Result<Commit> resolve(const std::string& revision) const;
  [[nodiscard]] bool is_revision(const std::string& word) const;
  /// A name for the same commit that no path can be mistaken for: `refs/heads/x`, or the commit's
  /// id.
  [[nodiscard]] std::string full_name(const std::string& revision) const;
  /// Short names of branches and tags, sorted.
  [[nodiscard]] std::vector<std::string> revision_names() const;

  [[nodiscard]] Result<MergeBases> merge_bases(const Commit& a, const Commit& b) const;
  /// In order; none where a shallow clone ends.
  [[nodiscard]] Result<std::vector<Commit>> parents(const Commit& commit) const;
  /// Whether a shallow clone ends at the commit: what was before it is not known.
  [[nodiscard]] bool is_end(const Commit& commit) const;
  /// The ancestors of `to`, itself too, that are none of `from`, children before parents.
  [[nodiscard]] Result<std::vector<Commit>> commits_between(const Commit& from,
                                                            const Commit& to) const;
  /// A commit and all its ancestors, children before parents; in a shallow clone those that it has.
  [[nodiscard]] Result<std::vector<Commit>> ancestors(const Commit& commit) const;
  /// First parents from `tip` on, newest first; in a shallow clone down to where it ends.
  [[nodiscard]] Result<std::vector<Commit>> first_parents(const Commit& tip) const;

  /// The tree of a commit; with `path`, the folder or file at that path from the root (`./x` or
  /// `../x`: from the current folder). Unchanged folders are listed once for all commits.
  [[nodiscard]] Result<std::unique_ptr<Tree>> tree(const Commit& commit,
                                                   const std::string& path = {}) const;
  /// Whether it has no work tree: what lies around its files is git's own.
  [[nodiscard]] bool is_bare() const;
  /// What lies on disk and git does not ignore, untracked files included; empty in a bare
  /// repository: the error `no-work-tree`.
  [[nodiscard]] Result<std::unique_ptr<Tree>> work_tree() const;

  /// `git fetch --unshallow origin`, if the clone is shallow; else empty.
  [[nodiscard]] std::string unshallow_command() const;
  /// Remarks that a reader should see (replace refs are ignored, for one).
  [[nodiscard]] std::vector<Diagnostic> warnings() const;

 private:
  struct State;
  explicit Repository(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace accessdrift
