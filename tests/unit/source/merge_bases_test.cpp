#include "accessdrift/source/merge_bases.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "tests/unit/source/scratch_repository.h"

namespace accessdrift::test {
namespace {

using Strings = std::vector<std::string>;
using Graph = std::map<std::string, Strings>;

CutHistory history_of(const Graph& graph, std::unordered_set<std::string> ends) {
  const auto parents = [&graph, ends](const std::string& id) -> Result<Strings> {
    return ends.contains(id) ? Strings{} : graph.at(id);
  };
  return {parents, ends};
}

TEST_CASE("merge_bases_in: what is best and whether the cut can hide others") {
  // r - s - t - a, s - b, and m merges b into a's line; x and y criss-cross.
  const Graph graph = {
      {"r", {}},         {"s", {"r"}},      {"t", {"s"}},      {"a", {"t"}},  {"b", {"s"}},
      {"m", {"a", "b"}}, {"x", {"a", "b"}}, {"y", {"b", "a"}}, {"other", {}}, {"o2", {"other"}},
  };
  struct Row {
    std::string a;
    std::string b;
    std::unordered_set<std::string> ends;
    Strings bases;
    bool is_cut;
  };
  const Row rows[] = {
      {"a", "b", {}, {"s"}, false},
      {"a", "a", {"a"}, {"a"}, false},
      {"m", "b", {}, {"b"}, false},
      {"x", "y", {}, {"a", "b"}, false},
      {"a", "other", {}, {}, false},
      {"a", "b", {"s"}, {"s"}, false},  // the cut lies in what both share
      {"a", "b", {"t"}, {}, true},      // it lies before
      {"a", "b", {"a", "b"}, {}, true},
      {"m", "b", {"a"}, {"b"}, false},  // b is an ancestor, whatever lies beyond a
      {"m", "t", {"a"}, {"s"}, true},   // t is the better one, but that is hidden
      {"x", "y", {"a", "b"}, {"a", "b"}, false},
      {"o2", "b", {"o2"}, {}, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    const auto there = merge_bases_in(history_of(graph, row.ends), row.a, row.b);
    const auto back = merge_bases_in(history_of(graph, row.ends), row.b, row.a);
    REQUIRE(there);
    REQUIRE(back);
    CHECK(there->ids == row.bases);
    CHECK(there->is_cut == row.is_cut);
    CHECK(back->ids == there->ids);
    CHECK(back->is_cut == there->is_cut);
  }
}

/// Commits 0..n-1, each with up to three parents among the earlier ones.
std::vector<std::vector<std::size_t>> random_graph(std::mt19937& random, std::size_t size) {
  std::vector<std::vector<std::size_t>> parents(size);
  for (std::size_t i = 1; i < size; ++i) {
    for (std::size_t k = random() % 4; k > 0; --k) {
      const std::size_t parent = i - 1 - random() % std::min<std::size_t>(i, 6);
      if (std::ranges::find(parents[i], parent) == parents[i].end()) parents[i].push_back(parent);
    }
  }
  return parents;
}

TEST_CASE("merge_bases: agrees with git on random histories and so does the walk of a cut one") {
  std::mt19937 random(7);
  const Scratch scratch;
  const auto parents = random_graph(random, 40);
  std::string script = "git init -q repo && cd repo && tree=$(git mktree </dev/null)\n";
  for (std::size_t i = 0; i < parents.size(); ++i) {
    const std::string number = std::to_string(i);
    script += "c" + number + "=$(git commit-tree -m " + number + " $tree";
    for (const std::size_t parent : parents[i]) script += " -p $c" + std::to_string(parent);
    script += ") && git tag v" + number + " $c" + number + "\n";
  }
  scratch.run(script);
  const auto repository = discover(scratch.at("repo"));
  const CutHistory whole{
      [&](const std::string& id) -> Result<Strings> { return resolve(*repository, id).parents; },
      {}};
  for (int i = 0; i < 60; ++i) {
    const std::string a = "v" + std::to_string(random() % parents.size());
    const std::string b = "v" + std::to_string(random() % parents.size());
    CAPTURE(a);
    CAPTURE(b);
    const Commit one = resolve(*repository, a);
    const Commit two = resolve(*repository, b);
    const auto bases = repository->merge_bases(one, two);
    REQUIRE(bases);
    std::string ids;
    for (const Commit& base : bases->commits) ids += base.id + "\n";
    if (!ids.empty()) ids.pop_back();
    CHECK(ids == scratch.run("cd repo && git merge-base --all " + a + " " + b + " | sort"));
    CHECK_FALSE(bases->is_cut);
    const auto walked = merge_bases_in(whole, one.id, two.id);
    REQUIRE(walked);
    std::string walked_ids;
    for (const std::string& id : walked->ids) walked_ids += id + "\n";
    if (!walked_ids.empty()) walked_ids.pop_back();
    CHECK(walked_ids == ids);
  }
}

TEST_CASE("merge_bases: a shallow clone tells one that it holds and not one that it cuts") {
  const ScratchRepository scratch;
  scratch.git("branch topic");
  scratch.git("commit -q --allow-empty -m third");
  scratch.git("commit -q --allow-empty -m fourth");
  scratch.git("checkout -q topic");
  scratch.git("commit -q --allow-empty -m 'on topic'");
  struct Row {
    std::string depth;
    bool is_cut;
    std::size_t bases;
  };
  for (const Row& row : {Row{"1", true, 0}, Row{"2", true, 0}, Row{"3", false, 1}}) {
    CAPTURE(row.depth);
    scratch.run("rm -rf shallow && git clone -q --no-single-branch --depth " + row.depth +
                " file://" + scratch.repo() + " shallow");
    const auto repository = discover(scratch.at("shallow"));
    const auto bases = repository->merge_bases(resolve(*repository, "origin/main"),
                                               resolve(*repository, "origin/topic"));
    REQUIRE(bases);
    CHECK(bases->is_cut == row.is_cut);
    CHECK(bases->commits.size() == row.bases);
  }
}

}  // namespace
}  // namespace accessdrift::test
