#include "accessdrift/history/revisions.h"

#include <algorithm>

#include "accessdrift/source/memory_tree.h"

namespace accessdrift {

Result<std::shared_ptr<const Snapshot>> Revisions::read(const Commit& commit) {
  Side side;
  side.spec = short_id(commit);
  auto tree = repository_->tree(commit, path_);
  if (tree) {
    side.tree = std::move(*tree);
  } else if (!path_.empty() && tree.error().front().code == "no-such-path") {
    side.tree = std::make_shared<MemoryTree>(std::map<std::string, std::string>{});
  } else {
    return failure(std::move(tree.error()));
  }
  auto loaded = loader_.load_before(side);
  if (!loaded) return failure(std::move(loaded.error()));
  return std::move(loaded->snapshot);
}

}  // namespace accessdrift
