#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

#include "accessdrift/source/repository.h"
#include "tests/unit/source/scratch.h"

namespace accessdrift::test {

inline std::unique_ptr<Repository> discover(const std::string& path) {
  auto repository = Repository::discover(path);
  if (!repository) FAIL(repository.error().front().message);
  return std::move(*repository);
}

inline Commit resolve(const Repository& repository, const std::string& revision) {
  auto commit = repository.resolve(revision);
  if (!commit) FAIL(commit.error().front().message);
  return std::move(*commit);
}

inline std::unique_ptr<Tree> tree_of(const Repository& repository, const std::string& revision,
                                     const std::string& path = {}) {
  auto tree = repository.tree(resolve(repository, revision), path);
  if (!tree) FAIL(tree.error().front().message);
  return std::move(*tree);
}

inline std::unique_ptr<Tree> work_tree_of(const Repository& repository) {
  auto tree = repository.work_tree();
  if (!tree) FAIL(tree.error().front().message);
  return std::move(*tree);
}

/// A repository `repo` with two commits on `main`: `access/a.yaml` holds 1, then 2, and `b.yaml` is
/// new.
class ScratchRepository : public Scratch {
 public:
  ScratchRepository() {
    run("git init -q -b main repo");
    write("repo/access/a.yaml", "1");
    write("repo/notes.txt", "n");
    git("add .");
    git("commit -q -m 'first one'");
    write("repo/access/a.yaml", "2");
    write("repo/b.yaml", "b");
    git("add .");
    git("commit -q -m second");
  }

  [[nodiscard]] std::string repo() const { return at("repo"); }
  std::string git(const std::string& words) const { return run("git -C repo " + words); }
};

}  // namespace accessdrift::test
