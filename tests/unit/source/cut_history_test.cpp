#include "accessdrift/source/cut_history.h"

#include <doctest/doctest.h>

#include <map>
#include <optional>

#include "tests/unit/source/scratch_repository.h"

namespace accessdrift::test {
namespace {

using Strings = std::vector<std::string>;
using Graph = std::map<std::string, Strings>;

CutHistory cut_at(const Graph& graph, const std::unordered_set<std::string>& ends) {
  const auto parents = [&graph, ends](const std::string& id) -> Result<Strings> {
    return ends.contains(id) ? Strings{} : graph.at(id);
  };
  return {parents, ends};
}

TEST_CASE("commits_between_in: children before parents, without what the other end has") {
  // r - s - t - a, s - b, and m merges b into a's line.
  const Graph graph = {{"r", {}},    {"s", {"r"}}, {"t", {"s"}},
                       {"a", {"t"}}, {"b", {"s"}}, {"m", {"a", "b"}}};
  struct RangeRow {
    std::optional<std::string> from;
    std::string to;
    std::unordered_set<std::string> ends;
    Strings commits;
  };
  const RangeRow rows[] = {
      {"a", "m", {}, {"m", "b"}},
      {"b", "m", {}, {"m", "a", "t"}},
      {"m", "a", {}, {}},
      {"a", "a", {}, {}},
      {"a", "b", {}, {"b"}},
      {std::nullopt, "a", {}, {"a", "t", "s", "r"}},
      {std::nullopt, "m", {"s"}, {"m", "b", "a", "t", "s"}},
      {"b", "a", {"t"}, {"a", "t"}},
  };
  for (const RangeRow& row : rows) {
    CAPTURE(row.from.value_or("nothing"));
    CAPTURE(row.to);
    const auto found = commits_between_in(cut_at(graph, row.ends), row.from, row.to);
    REQUIRE(found);
    CHECK(*found == row.commits);
  }
}

TEST_CASE("commits_between: the same of a repository") {
  const ScratchRepository repository;
  repository.git("checkout -q -b side HEAD~1");
  repository.write("repo/side.yaml", "s");
  repository.git("add .");
  repository.git("commit -q -m side");
  repository.git("checkout -q main");
  repository.git("merge -q --no-ff -m merge side");
  const auto opened = discover(repository.repo());
  const auto subjects = [&](const Result<std::vector<Commit>>& commits) {
    Strings all;
    REQUIRE(commits);
    for (const Commit& commit : *commits) all.push_back(commit.subject);
    return all;
  };
  const Commit main = resolve(*opened, "main");
  CHECK(subjects(opened->commits_between(resolve(*opened, "main^1"), main)) ==
        Strings{"merge", "side"});
  CHECK(subjects(opened->commits_between(main, resolve(*opened, "side"))).empty());
  CHECK(subjects(opened->ancestors(resolve(*opened, "side"))) == Strings{"side", "first one"});
  CHECK(subjects(opened->parents(main)) == Strings{"second", "side"});
  CHECK_FALSE(opened->is_end(main));
}

}  // namespace
}  // namespace accessdrift::test
