#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/format/format.h"
#include "accessdrift/load/token_holder.h"
#include "accessdrift/source/repository.h"
#include "accessdrift/source/tree.h"

namespace accessdrift {

/// A plan of changes that is laid over what else a side has.
struct PlanFile {
  std::shared_ptr<Tree> tree;  ///< that has it alone
  TreeEntry entry;
  const Format* format = nullptr;  ///< as which it is read
  Moment moment = Moment::After;
};

/// One side of a comparison, before its files are read.
struct Side {
  std::string spec;  ///< as the user named it: `main`, `./before`; `work tree`; `.` outside of git
  std::string note;  ///< `merge base`, or empty
  std::optional<Commit> commit;
  std::shared_ptr<Tree> tree;
  std::string path = {};                         ///< of `REV:path`, as it was named
  bool is_work_tree = false;                     ///< what lies on top of HEAD
  std::optional<TokenHolder> token_holder = {};  ///< who is there beside what the files declare
  std::optional<PlanFile> plan = {};
  bool reads_chosen_only = false;  ///< of `tree` nothing but what `sources` choose
};

struct Sides {
  enum class Mode : std::uint8_t { TwoSides, MergeBase, WorkTree };
  Side before;
  Side after;
  Mode mode = Mode::TwoSides;
  std::vector<Diagnostic> warnings;
  std::shared_ptr<Repository> repository;  ///< null where git was not needed
};

/// What `diff` compares (DESIGN §7, sides): no word HEAD → work tree; `A` A → work tree; `A B`,
/// `A..B`; `A...B` merge base → B. In a range an end that is left out is HEAD. `merge_base` (from
/// `--merge-base A`) merge base of A and HEAD → work tree; with a word B, of A and B → B.
///
/// A word is a path (directory or file, seen from `folder`), a revision or `REV:path` (from the
/// root; `REV:./path` from `folder`). `folder` is where the command runs. Two paths need no git.
/// Revisions and the work tree are read from the repository's root. Errors: `ambiguous-side`,
/// `too-many-sides`, `path-in-range`, `no-merge-base`, `two-merge-bases`, and those of `open_path`
/// and `Repository`.
[[nodiscard]] Result<Sides> open_sides(const std::vector<std::string>& words,
                                       const std::optional<std::string>& merge_base,
                                       const std::string& folder);

/// One side by itself, as both `before` and `after`; left out, it is the work tree, or `folder`
/// itself outside a repository.
[[nodiscard]] Result<Sides> open_side(const std::optional<std::string>& word,
                                      const std::string& folder);

}  // namespace accessdrift
