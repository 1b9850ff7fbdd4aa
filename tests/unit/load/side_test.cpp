#include "accessdrift/load/side.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "tests/unit/source/scratch_repository.h"

namespace accessdrift::test {
namespace {

using Strings = std::vector<std::string>;
using Mode = Sides::Mode;

/// Two branches that split after the first commit: `main` with a.yaml 2, `topic` with 3, checked
/// out; on disk 4. Beside the repository the folders `old` and `new`.
class Branches : public ScratchRepository {
 public:
  Branches() {
    git("checkout -q -b topic HEAD~1");
    write("repo/access/a.yaml", "3");
    git("commit -q -a -m topic");
    write("repo/access/a.yaml", "4");
    write("old/o.yaml", "o");
    write("new/n.yaml", "n");
  }
};

struct Line {
  std::string spec;
  std::string commit;  ///< a revision, or empty
  std::string contents;
};

void check(const Branches& scratch, const Side& side, const Line& line) {
  CHECK(side.spec == line.spec);
  CHECK(side.commit.has_value() == !line.commit.empty());
  if (side.commit) CHECK(side.commit->id == scratch.git("rev-parse " + line.commit));
  std::string all;
  for (const std::string& content : contents(*side.tree)) all += (all.empty() ? "" : " ") + content;
  CHECK(all == line.contents);
}

const Line kMain = {"main", "main", "access/a.yaml:2 b.yaml:b"};
const Line kTopic = {"topic", "topic", "access/a.yaml:3"};
const Line kHead = {"HEAD", "topic", "access/a.yaml:3"};
const Line kDisk = {"work tree", "", "access/a.yaml:4"};
const Line kBase = {"main", "main~1", "access/a.yaml:1"};

TEST_CASE("open_sides: every form of words") {
  const Branches scratch;
  struct Row {
    Strings words;
    std::optional<std::string> merge_base;
    Mode mode;
    Line before;
    Line after;
  };
  const Row rows[] = {
      {{}, std::nullopt, Mode::WorkTree, kHead, kDisk},
      {{"main"}, std::nullopt, Mode::WorkTree, kMain, kDisk},
      {{"main", "topic"}, std::nullopt, Mode::TwoSides, kMain, kTopic},
      {{"main..topic"}, std::nullopt, Mode::TwoSides, kMain, kTopic},
      {{"main.."}, std::nullopt, Mode::TwoSides, kMain, kHead},
      {{"..main"}, std::nullopt, Mode::TwoSides, kHead, kMain},
      {{"main...topic"}, std::nullopt, Mode::MergeBase, kBase, kTopic},
      {{"main..."}, std::nullopt, Mode::MergeBase, kBase, kHead},
      {{}, "main", Mode::MergeBase, kBase, kDisk},
      {{"topic"}, "main", Mode::MergeBase, kBase, kTopic},
      {{"main:access", "HEAD:access/a.yaml"},
       std::nullopt,
       Mode::TwoSides,
       {"main:access", "main", "a.yaml:2"},
       {"HEAD:access/a.yaml", "topic", "a.yaml:3"}},
      {{"main:"}, std::nullopt, Mode::WorkTree, {"main:", "main", kMain.contents}, kDisk},
      {{"../old", "../new/n.yaml"},
       std::nullopt,
       Mode::TwoSides,
       {"../old", "", "o.yaml:o"},
       {"../new/n.yaml", "", "n.yaml:n"}},
      {{"access", "main"}, std::nullopt, Mode::TwoSides, {"access", "", "a.yaml:4"}, kMain},
      {{"access/"}, std::nullopt, Mode::WorkTree, {"access/", "", "a.yaml:4"}, kDisk},
      {{"main", "."}, std::nullopt, Mode::TwoSides, kMain, {".", "", kDisk.contents}},
  };
  for (const Row& row : rows) {
    for (const std::string& word : row.words) CAPTURE(word);
    const auto sides = open_sides(row.words, row.merge_base, scratch.repo());
    REQUIRE(sides);
    CHECK(sides->mode == row.mode);
    check(scratch, sides->before, row.before);
    check(scratch, sides->after, row.after);
    CHECK(sides->before.note == (row.mode == Mode::MergeBase ? "merge base" : ""));
    CHECK(sides->after.note.empty());
  }
}

TEST_CASE("open_sides: from a subfolder revisions and the work tree are whole") {
  const Branches scratch;
  const std::string folder = scratch.at("repo/access");
  const auto whole = open_sides({}, std::nullopt, folder);
  REQUIRE(whole);
  check(scratch, whole->before, kHead);
  check(scratch, whole->after, kDisk);
  const auto here = open_sides({"main:./", "a.yaml"}, std::nullopt, folder);
  REQUIRE(here);
  check(scratch, here->before, {"main:./", "main", "a.yaml:2"});
  check(scratch, here->after, {"a.yaml", "", "a.yaml:4"});
}

TEST_CASE("open_sides: two paths need no git and one does") {
  const Branches scratch;
  const auto sides = open_sides({"old", "new"}, std::nullopt, scratch.path());
  REQUIRE(sides);
  CHECK(sides->repository == nullptr);
  check(scratch, sides->before, {"old", "", "o.yaml:o"});
  check(scratch, sides->after, {"new", "", "n.yaml:n"});
  for (const Strings& words : {Strings{}, Strings{"old"}}) {
    const Diagnostic none = problem(open_sides(words, std::nullopt, scratch.path()));
    CHECK(none.code == "not-a-repository");
    CHECK(none.message ==
          "`" + scratch.path() +
              "` is in no git repository, so there is no work tree to compare with");
    CHECK(none.help == "name two files or folders: accessdrift diff BEFORE AFTER");
  }
}

TEST_CASE("open_sides: a word that is a path and a revision is ambiguous and says how to tell") {
  const Branches scratch;
  scratch.git("branch access main");
  scratch.git("tag b.yaml main");
  scratch.write("repo/b.yaml", "b");
  scratch.write("repo/main..topic", "x");
  struct Row {
    std::string word;
    std::string help;
  };
  const Row rows[] = {
      {"access", "./access is the path, refs/heads/access the revision"},
      {"b.yaml", "./b.yaml is the path, refs/tags/b.yaml the revision"},
      {"main..topic", "./main..topic is the path, refs/heads/main..refs/heads/topic the revision"},
  };
  for (const Row& row : rows) {
    const Diagnostic both = problem(open_sides({row.word}, std::nullopt, scratch.repo()));
    CHECK(both.code == "ambiguous-side");
    CHECK(both.message == "`" + row.word + "` is both a path and a revision");
    CHECK(both.help == row.help);
  }
  const auto path = open_side("./access", scratch.repo());
  REQUIRE(path);
  check(scratch, path->after, {"./access", "", "a.yaml:4"});
  const auto revision = open_side("refs/heads/access", scratch.repo());
  REQUIRE(revision);
  check(scratch, revision->after, {"refs/heads/access", "main", kMain.contents});
}

TEST_CASE("open_sides: what is neither a path nor a revision says what was perhaps meant") {
  const Branches scratch;
  struct Row {
    std::string word;
    std::string code;
    std::string help;
  };
  const Row rows[] = {
      {"maim", "unknown-revision", "did you mean `main`?"},
      {"acess", "unknown-revision", "did you mean `access`?"},
      {"access/b.yaml", "unknown-revision", "did you mean `access/a.yaml`?"},
      {"-main", "unknown-revision", "did you mean `main`?"},
      {"./acess", "no-such-path", ""},
      {"maim:access", "unknown-revision", "did you mean `main`?"},
      {"main:qqq", "no-such-path", ""},
      {"maim..topic", "unknown-revision", "did you mean `main`?"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    const Diagnostic unknown = problem(open_sides({row.word}, std::nullopt, scratch.repo()));
    CHECK(unknown.code == row.code);
    CHECK(unknown.help == row.help);
  }
  const Diagnostic outside = problem(open_side("odl", scratch.path()));
  CHECK(outside.code == "no-such-path");
  CHECK(outside.help == "did you mean `old`?");
}

TEST_CASE("open_sides: all that is wrong with both sides is told") {
  const Branches scratch;
  const auto sides = open_sides({"nope1", "./nope2"}, std::nullopt, scratch.repo());
  REQUIRE_FALSE(sides);
  CHECK(texts(sides.error()) == Strings{"no-such-path: `./nope2` does not exist",
                                        "unknown-revision: `nope1` is not a revision here"});
}

TEST_CASE("open_sides: more sides than two are refused") {
  const Branches scratch;
  for (const Strings& words : {Strings{"a", "b", "c"}, Strings{"main..topic", "main"}}) {
    CHECK(problem(open_sides(words, std::nullopt, scratch.repo())).code == "too-many-sides");
  }
  CHECK(problem(open_sides({"a", "b"}, "main", scratch.repo())).code == "too-many-sides");
  CHECK(problem(open_side("main..topic", scratch.repo())).code == "too-many-sides");
}

TEST_CASE("open_sides: a path in a range is refused with what to write") {
  const Branches scratch;
  const Diagnostic two = problem(open_sides({"main..HEAD:access"}, std::nullopt, scratch.repo()));
  CHECK(two.code == "path-in-range");
  CHECK(two.help == "write two words: main HEAD:access");
  const Diagnostic three =
      problem(open_sides({"main...HEAD:access"}, std::nullopt, scratch.repo()));
  CHECK(three.help == "name them one by one: $(git merge-base A B):PATH B:PATH");
}

TEST_CASE("open_sides: a merge base that a shallow clone hides") {
  const Branches scratch;
  scratch.run("git clone -q --no-single-branch --depth 1 file://" + scratch.repo() + " shallow");
  for (const bool is_range : {true, false}) {
    const auto sides = is_range
                           ? open_sides({"origin/main...HEAD"}, std::nullopt, scratch.at("shallow"))
                           : open_sides({}, "origin/main", scratch.at("shallow"));
    const Diagnostic hidden = problem(sides);
    CHECK(hidden.code == "no-merge-base");
    CHECK(hidden.message ==
          "`origin/main` and `HEAD` share no history in this shallow clone; nothing was compared");
    CHECK(hidden.help == "git fetch --unshallow origin      (actions/checkout: fetch-depth: 0)");
  }
  const auto tips = open_sides({"origin/main", "HEAD"}, std::nullopt, scratch.at("shallow"));
  CHECK(tips);
  scratch.run("cd shallow && git fetch -q --unshallow origin");
  CHECK(open_sides({"origin/main...HEAD"}, std::nullopt, scratch.at("shallow")));
}

TEST_CASE("open_sides: a merge base that a shallow clone leaves uncertain") {
  const Branches scratch;
  scratch.git("checkout -q -f main");
  scratch.git("merge -q --no-ff -s ours -m merged topic");
  scratch.git("checkout -q --orphan far");
  scratch.git("commit -q -m far");
  scratch.git("checkout -q -b mixed topic");
  scratch.git("merge -q -s ours --allow-unrelated-histories -m mixed far");
  scratch.git("commit -q --allow-empty -m later");
  // `main` shows its parents, `mixed` too; the history of each goes on beyond commits of its own.
  scratch.run("git clone -q --no-single-branch --depth 2 file://" + scratch.repo() + " shallow");
  const Diagnostic hidden =
      problem(open_sides({"origin/main...origin/mixed"}, std::nullopt, scratch.at("shallow")));
  CHECK(hidden.code == "no-merge-base");
}

TEST_CASE("open_sides: no merge base and two of them") {
  const Branches scratch;
  scratch.git("checkout -q --orphan far");
  scratch.git("commit -q -m far");
  scratch.git("checkout -q -f topic");
  const Diagnostic none = problem(open_sides({"main...far"}, std::nullopt, scratch.repo()));
  CHECK(none.code == "no-merge-base");
  CHECK(none.message == "`main` and `far` share no history; nothing was compared");

  scratch.git("branch before main");
  scratch.git("checkout -q -b crossed main");
  scratch.git("merge -q -s ours -m crossed topic");
  scratch.git("checkout -q topic");
  scratch.git("merge -q -s ours -m 'crossed back' before");
  const std::string bases = scratch.git("merge-base --all crossed topic | sort");
  const std::string first = bases.substr(0, 7);
  const std::string second = bases.substr(41, 7);
  const Diagnostic two = problem(open_sides({"crossed...topic"}, std::nullopt, scratch.repo()));
  CHECK(two.code == "two-merge-bases");
  CHECK(two.message == "`crossed` and `topic` have 2 merge bases: `" + first + "`, `" + second +
                           "`; nothing was compared");
  CHECK(two.help == "name the one that you mean: accessdrift diff " + first + " topic");
  CHECK(problem(open_sides({}, "crossed", scratch.repo())).help ==
        "name the one that you mean: accessdrift diff " + first);
}

TEST_CASE("open_sides: a bare repository has revisions only") {
  const Branches scratch;
  scratch.run("git clone -q --bare repo bare");
  CHECK(open_sides({"main...topic"}, std::nullopt, scratch.at("bare")));
  CHECK(problem(open_sides({}, std::nullopt, scratch.at("bare"))).code == "no-work-tree");
  CHECK(problem(open_sides({"main"}, std::nullopt, scratch.at("bare"))).code == "no-work-tree");
  CHECK(problem(open_side(std::nullopt, scratch.at("bare"))).code == "no-work-tree");
}

TEST_CASE("open_sides: a repository that cannot be read stops all but paths") {
  const Branches scratch;
  scratch.run("git init -q --object-format=sha256 modern && cp -r old new modern/");
  const std::string folder = scratch.at("modern");
  CHECK(open_sides({"old", "new"}, std::nullopt, folder));
  CHECK(open_sides({"./old", "./new"}, std::nullopt, folder));
  for (const Strings& words :
       {Strings{}, Strings{"old"}, Strings{"main", "old"}, Strings{"main..x"}}) {
    CHECK(problem(open_sides(words, std::nullopt, folder)).code == "sha256-repository");
  }
  CHECK(problem(open_side(std::nullopt, folder)).code == "sha256-repository");
}

TEST_CASE("open_sides: a foreign owner is told once") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give a folder away");
    return;
  }
  const Branches scratch;
  scratch.run("chown -R 12345:12345 repo");
  const auto sides = open_sides({"main", "topic"}, std::nullopt, scratch.repo());
  REQUIRE_FALSE(sides);
  REQUIRE(sides.error().size() == 1);
  CHECK(sides.error().front().code == "foreign-owner");
}

TEST_CASE("open_sides: replaced objects are told where a revision is compared") {
  const Branches scratch;
  scratch.git("replace main main~1");
  const auto revisions = open_sides({"main"}, std::nullopt, scratch.repo());
  REQUIRE(revisions);
  REQUIRE(revisions->warnings.size() == 1);
  CHECK(revisions->warnings.front().code == "replace-refs");
  const auto paths_only = open_sides({"access", "access"}, std::nullopt, scratch.repo());
  REQUIRE(paths_only);
  CHECK(paths_only->warnings.empty());
}

TEST_CASE("open_side: one word or the work tree or the folder itself") {
  const Branches scratch;
  const auto left_out = open_side(std::nullopt, scratch.at("repo/access"));
  REQUIRE(left_out);
  check(scratch, left_out->before, kDisk);
  check(scratch, left_out->after, kDisk);
  const auto revision = open_side("main", scratch.repo());
  REQUIRE(revision);
  check(scratch, revision->after, kMain);
  const auto outside = open_side(std::nullopt, scratch.at("old"));
  REQUIRE(outside);
  check(scratch, outside->after, {".", "", "o.yaml:o"});
  CHECK(outside->repository == nullptr);
}

}  // namespace
}  // namespace accessdrift::test
