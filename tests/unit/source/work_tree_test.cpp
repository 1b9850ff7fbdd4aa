#include "accessdrift/source/work_tree.h"

#include <doctest/doctest.h>

#include <sstream>

#include "tests/unit/source/scratch_repository.h"

namespace accessdrift::test {
namespace {

using Strings = std::vector<std::string>;

Strings lines_of(const std::string& text) {
  Strings lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST_CASE("work_tree: what lies on disk counts and what git ignores does not") {
  const ScratchRepository scratch;
  scratch.write("repo/.gitignore", "*.local.yaml\n/out/\n");
  scratch.write("repo/access/a.yaml", "changed");
  scratch.write("repo/access/new.yaml", "new");
  scratch.write("repo/x.local.yaml", "ignored");
  scratch.write("repo/out/y.yaml", "ignored");
  scratch.write("repo/out/kept.yaml", "tracked");
  scratch.git("add -f out/kept.yaml");
  scratch.run("rm repo/b.yaml");
  const auto tree = work_tree_of(*discover(scratch.at("repo/access")));
  CHECK(contents(*tree) ==
        Strings{"access/a.yaml:changed", "access/new.yaml:new", "out/kept.yaml:tracked"});
  CHECK(tree->warnings().empty());
}

TEST_CASE("work_tree: agrees with git on every way to ignore a file") {
  const ScratchRepository scratch;
  scratch.write("repo/.gitignore",
                "# comment\nbuild/\n/root.yaml\n*.tmp.yaml\n!keep.tmp.yaml\ndeep/**/gen\n"
                "a?c.yaml\n[x-z].yaml\n\\!bang.yaml\nlogs/*\n!logs/kept\ntrail \nname\n");
  scratch.write("repo/sub/.gitignore", "*.yaml\n!w.yaml\n");
  scratch.write("repo/sub/inner/.gitignore", "!back.yaml\n");
  scratch.write("repo/.git/info/exclude", "excluded.yaml\n");
  for (const std::string path : {"build/1.yaml",
                                 "x/build/2.yaml",
                                 "root.yaml",
                                 "x/root.yaml",
                                 "3.tmp.yaml",
                                 "keep.tmp.yaml",
                                 "build/keep.tmp.yaml",
                                 "deep/gen/4.yaml",
                                 "deep/a/b/gen/5.yaml",
                                 "gen/6.yaml",
                                 "abc.yaml",
                                 "abbc.yaml",
                                 "y.yaml",
                                 "w.yaml",
                                 "!bang.yaml",
                                 "logs/7.yaml",
                                 "logs/kept/8.yaml",
                                 "logs/other/9.yaml",
                                 "sub/10.yaml",
                                 "sub/w.yaml",
                                 "sub/inner/back.yaml",
                                 "sub/inner/gone.yaml",
                                 "excluded.yaml",
                                 "x/excluded.yaml",
                                 "name/11.yaml",
                                 "names/12.yaml",
                                 "sp ace/13.yaml",
                                 ".dot/14.yaml"}) {
    scratch.write("repo/" + path, path);
  }
  scratch.git("add -f sub/10.yaml build/1.yaml");
  const Strings expected = lines_of(scratch.git(
      "-c core.quotePath=false ls-files --cached --others --exclude-standard '*.yaml' | sort -u"));
  CHECK(expected.size() > 10);
  CHECK(paths(*work_tree_of(*discover(scratch.repo()))) == expected);
}

TEST_CASE("work_tree: a user's own ignore file counts") {
  const ScratchRepository scratch;
  scratch.write("mine", "private.yaml\n");
  scratch.git("config core.excludesFile " + scratch.at("mine"));
  scratch.write("repo/private.yaml", "p");
  CHECK(paths(*work_tree_of(*discover(scratch.repo()))) == Strings{"access/a.yaml", "b.yaml"});
}

TEST_CASE("work_tree: other repositories inside are not entered and that is told") {
  const ScratchRepository scratch;
  scratch.run("git clone -q repo other && git clone -q repo repo/nested");
  scratch.git("submodule --quiet add ../other vendor");
  scratch.git("commit -q -m third");
  scratch.write("repo/.gitignore", "quiet/\n");
  scratch.run("git clone -q other repo/quiet && mkdir -p repo/not_one/.git");
  scratch.write("repo/not_one/c.yaml", "c");
  const auto tree = work_tree_of(*discover(scratch.repo()));
  CHECK(paths(*tree) == Strings{"access/a.yaml", "b.yaml", "not_one/c.yaml"});
  CHECK(texts(tree->warnings()) ==
        Strings{"nested-repository: `nested` is a repository of its own and was not read",
                "submodule: `vendor` is a submodule and was not read"});
  CHECK(contents(*work_tree_of(*discover(scratch.at("repo/vendor")))) ==
        Strings{"access/a.yaml:2", "b.yaml:b"});
}

TEST_CASE("work_tree: links are as in a directory and ignored ones do not matter") {
  const ScratchRepository scratch;
  scratch.write("repo/.gitignore", "skip*\n");
  scratch.run(
      "cd repo && ln -s access/a.yaml link.yaml && ln -s ../x skip.yaml && ln -s access skip &&"
      " ln -s access folder");
  const auto tree = work_tree_of(*discover(scratch.repo()));
  CHECK(contents(*tree) == Strings{"access/a.yaml:2", "b.yaml:b", "link.yaml:2"});
  CHECK(texts(tree->warnings()) ==
        Strings{"symbolic-link: `folder` is a symbolic link to a folder and was not entered"});
  scratch.run("ln -s ../x repo/out.yaml");
  CHECK(paths(*tree) == Strings{"symbolic-link: `out.yaml` is a symbolic link to `../x`, which is "
                                "outside of what is read"});
}

TEST_CASE("work_tree: a conflict is one file and an edit between two listings is seen") {
  const ScratchRepository scratch;
  scratch.git("checkout -q -b side HEAD~1");
  scratch.write("repo/access/a.yaml", "3");
  scratch.git("commit -q -a -m side");
  scratch.git("merge main || true");
  const auto tree = work_tree_of(*discover(scratch.repo()));
  CHECK(paths(*tree) == Strings{"access/a.yaml", "b.yaml"});
  scratch.write("repo/.gitignore", "n.yaml\n");
  scratch.write("repo/n.yaml", "n");
  CHECK(paths(*tree) == Strings{"access/a.yaml", "b.yaml"});
  scratch.git("add -f n.yaml");
  CHECK(paths(*tree) == Strings{"access/a.yaml", "b.yaml", "n.yaml"});
}

TEST_CASE("work_tree: a wanted file that a sparse checkout leaves out is an error that it mends") {
  const ScratchRepository scratch;
  scratch.git("sparse-checkout set --no-cone /access");
  const auto tree = work_tree_of(*discover(scratch.repo()));
  const Diagnostic hidden = problem(tree->list(kYaml));
  CHECK(hidden.code == "sparse-checkout");
  CHECK(hidden.message == "`b.yaml` is kept off the disk by the sparse checkout");
  scratch.run("cd repo && " + hidden.help);
  CHECK(paths(*tree) == Strings{"access/a.yaml", "b.yaml"});
}

TEST_CASE("work_tree: an index that cannot be read is an error that its command mends") {
  struct Row {
    std::string make;
    std::string message;
  };
  for (const Row& row :
       {Row{"update-index --split-index", "the index is split, which cannot be read"},
        Row{"sparse-checkout set --sparse-index access",
            "the index is sparse, which cannot be read"}}) {
    const ScratchRepository scratch;
    scratch.write("repo/far/away.yaml", "f");
    scratch.git("add .");
    scratch.git("commit -q -m third");
    scratch.git(row.make);
    const Diagnostic refused = problem(work_tree_of(*discover(scratch.repo()))->list(kYaml));
    CHECK(refused.code == "unsupported-index");
    CHECK(refused.message == row.message);
    scratch.run("cd repo && " + refused.help);
    CHECK(problem(work_tree_of(*discover(scratch.repo()))->list(kYaml)).code !=
          "unsupported-index");
  }
}

}  // namespace
}  // namespace accessdrift::test
