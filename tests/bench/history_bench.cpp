#include <chrono>
#include <cstdio>

#include "accessdrift/drift/compare.h"
#include "accessdrift/load/loader.h"

/// history_bench REPOSITORY: compares every commit of the first-parent line of HEAD with its
/// parent, in one process.
namespace {

accessdrift::Side side_of(const accessdrift::Repository& repository,
                          const accessdrift::Commit& commit) {
  accessdrift::Side side;
  side.commit = commit;
  if (auto tree = repository.tree(commit)) side.tree = std::move(*tree);
  return side;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto started = std::chrono::steady_clock::now();
  const auto repository = accessdrift::Repository::discover(argv[1]);
  if (!repository) return 2;
  const auto head = (*repository)->resolve("HEAD");
  if (!head) return 2;
  const auto commits = (*repository)->first_parents(*head);
  if (!commits) return 2;
  accessdrift::Loader loader;
  auto after = loader.load(side_of(**repository, commits->front()));
  std::size_t pairs = 0;
  std::size_t changed = 0;
  for (std::size_t i = 1; i < commits->size() && after; ++i) {
    auto before = loader.load(side_of(**repository, (*commits)[i]));
    if (!before) return 2;
    const accessdrift::Comparison comparison =
        accessdrift::compare(before->snapshot, after->snapshot, 0);
    for (const auto& target : comparison.changes) {
      for (const auto& pair : target.changes) changed += pair.identities.size();
    }
    ++pairs;
    after = std::move(before);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  std::printf("%zu pairs, %zu changed entitlements, %.2f s\n", pairs, changed, took.count());
}
