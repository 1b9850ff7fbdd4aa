#include "accessdrift/history/revisions.h"

#include <map>

#include "accessdrift/source/memory_tree.h"

namespace accessdrift {

Result<std::shared_ptr<const Snapshot>> Revisions::read(const Commit& commit) {
  auto tree = repository_->tree(commit, path_);
  if (!tree && !path_.empty() && tree.error().front().code == "no-such-path") return nothing();
  if (!tree) return failure(std::move(tree.error()));
  return load(short_id(commit), std::move(*tree));
}

Result<std::shared_ptr<const Snapshot>> Revisions::nothing() {
  return load("nothing", std::make_unique<MemoryTree>(std::map<std::string, std::string>{}));
}

Result<std::shared_ptr<const Snapshot>> Revisions::load(std::string spec,
                                                        std::unique_ptr<Tree> tree) {
  Side side;
  side.spec = std::move(spec);
  side.tree = std::move(tree);
  auto loaded = loader_.load_before(side);
  if (!loaded) return failure(std::move(loaded.error()));
  return std::move(loaded->snapshot);
}

}  // namespace accessdrift
