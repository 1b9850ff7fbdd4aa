#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/source/repository.h"
#include "accessdrift/source/tree.h"

namespace accessdrift {

/// One side of a comparison, before its files are read.
struct Side {
  std::string spec;          ///< as the user named it: `main`, `./before`, `work tree`
  std::string note;          ///< `merge base`, or empty
  std::optional<Commit> commit;
  std::shared_ptr<Tree> tree;
};

struct Sides {
  enum class Mode : std::uint8_t { TwoSides, MergeBase, WorkTree };
  Side before;
  Side after;
  Mode mode = Mode::TwoSides;
  std::vector<Diagnostic> warnings;
  std::shared_ptr<Repository> repository;  ///< keeps the trees alive; null without git
};

/// What `diff` compares (DESIGN §7, sides): no word HEAD → work tree; `A` A → work tree; `A B`, `A..B`; `A...B`, `A...` merge base → B, HEAD;
/// `merge_base` (from `--merge-base A`) merge base of A and HEAD → work tree. A word is a path (directory or file), a revision or `REV:path`; one that is both a path
/// and a revision is the error `ambiguous-side`. `folder` is where the command runs.
[[nodiscard]] Result<Sides> open_sides(const std::vector<std::string>& words, const std::optional<std::string>& merge_base,
                                       const std::string& folder);

/// One side by itself; left out, it is the work tree, or `folder` itself outside a repository.
[[nodiscard]] Result<Sides> open_side(const std::optional<std::string>& word, const std::string& folder);

}  // namespace accessdrift
