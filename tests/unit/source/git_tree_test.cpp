#include "accessdrift/source/git_tree.h"

#include <doctest/doctest.h>

#include "tests/unit/source/scratch_repository.h"

namespace accessdrift::test {
namespace {

using Strings = std::vector<std::string>;

TEST_CASE("tree: lists by path and reads what the commit holds") {
  const ScratchRepository scratch;
  scratch.write("repo/access-old/x.yaml", "x");
  scratch.write("repo/access.yaml", "y");
  scratch.write("repo/access/deep/er/z.yaml", "z");
  scratch.git("add .");
  scratch.git("commit -q -m third");
  const auto repository = discover(scratch.repo());
  CHECK(contents(*tree_of(*repository, "HEAD")) == Strings{"access-old/x.yaml:x", "access.yaml:y",
                                                           "access/a.yaml:2",
                                                           "access/deep/er/z.yaml:z", "b.yaml:b"});
  CHECK(contents(*tree_of(*repository, "HEAD~2")) == Strings{"access/a.yaml:1"});
}

TEST_CASE("tree: the content key is the blob's id and each list of extensions is its own") {
  const ScratchRepository scratch;
  const auto repository = discover(scratch.repo());
  const auto tree = tree_of(*repository, "HEAD");
  const auto yaml = tree->list({".yaml"});
  const auto both = tree->list({".txt", ".yaml"});
  REQUIRE(yaml);
  REQUIRE(both);
  CHECK(yaml->size() == 2);
  CHECK(both->size() == 3);
  CHECK(yaml->front().content_key == scratch.git("rev-parse HEAD:access/a.yaml"));
}

TEST_CASE("tree: a path is from the root and with a dot from the current folder") {
  const ScratchRepository scratch;
  scratch.write("repo/access/more/c.yaml", "c");
  scratch.git("add .");
  scratch.git("commit -q -m third");
  struct Row {
    std::string folder;
    std::string path;
    Strings contents;
  };
  const Strings access = {"a.yaml:2", "more/c.yaml:c"};
  const Row rows[] = {
      {"repo", "access", access},
      {"repo", "access/", access},
      {"repo", "./access", access},
      {"repo", "", {"access/a.yaml:2", "access/more/c.yaml:c", "b.yaml:b"}},
      {"repo", "access/a.yaml", {"a.yaml:2"}},
      {"repo/access", "access", access},
      {"repo/access", "./", access},
      {"repo/access", ".", access},
      {"repo/access", "./more", {"c.yaml:c"}},
      {"repo/access", "./a.yaml", {"a.yaml:2"}},
      {"repo/access/more", "../a.yaml", {"a.yaml:2"}},
      {"repo/access/more", "..", access},
      {"repo/access/more", "../../b.yaml", {"b.yaml:b"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.folder);
    CAPTURE(row.path);
    CHECK(contents(*tree_of(*discover(scratch.at(row.folder)), "HEAD", row.path)) == row.contents);
  }
}

TEST_CASE("tree: a path that the commit lacks is no-such-path") {
  const ScratchRepository scratch;
  const auto repository = discover(scratch.at("repo/access"));
  const Commit tip = resolve(*repository, "HEAD");
  const std::string id = short_id(tip);
  for (const std::string path : {"none", "b.yaml/x", "b.yaml/", "../../x", "access/none/x"}) {
    CAPTURE(path);
    const Diagnostic none = problem(repository->tree(tip, path));
    CHECK(none.code == "no-such-path");
    CHECK(none.message == "`" + path + "` is not in " + id);
  }
  CHECK(problem(repository->tree(tip, "a.yaml")).help ==
        "a path is read from the root; from the current folder it is `./a.yaml`");
  CHECK(problem(repository->tree(tip, "access..main:b")).help ==
        "two sides with a path are two words: REV:PATH REV:PATH");
}

TEST_CASE("tree: a file of another type is an error and not an empty tree") {
  const ScratchRepository scratch;
  CHECK(paths(*tree_of(*discover(scratch.repo()), "HEAD", "notes.txt")) ==
        Strings{"unknown-file-type: the name of `notes.txt` should end in `.yaml`"});
}

TEST_CASE("tree: a submodule below is told and one that the side names is an error") {
  const ScratchRepository scratch;
  scratch.run("git clone -q repo other");
  scratch.git("submodule --quiet add ../other access/vendor");
  scratch.git("commit -q -m third");
  const auto repository = discover(scratch.repo());
  const auto tree = tree_of(*repository, "HEAD");
  CHECK(paths(*tree) == Strings{"access/a.yaml", "b.yaml"});
  CHECK(texts(tree->warnings()) ==
        Strings{"submodule: `access/vendor` is a submodule and was not read"});
  const Commit tip = resolve(*repository, "HEAD");
  for (const std::string path : {"access/vendor", "access/vendor/b.yaml"}) {
    const Diagnostic hidden = problem(repository->tree(tip, path));
    CHECK(hidden.code == "submodule");
    CHECK(hidden.message ==
          "`access/vendor` of " + short_id(tip) + " is a submodule, git has no files of it");
  }
}

TEST_CASE("tree: links inside are followed and others are told") {
  const ScratchRepository scratch;
  scratch.run("cd repo && ln -s ../notes.txt access/link.yaml && ln -s access folder");
  scratch.git("add .");
  scratch.git("commit -q -m third");
  const auto repository = discover(scratch.repo());
  const auto tree = tree_of(*repository, "HEAD");
  CHECK(contents(*tree) == Strings{"access/a.yaml:2", "access/link.yaml:n", "b.yaml:b"});
  CHECK(texts(tree->warnings()) ==
        Strings{"symbolic-link: `folder` is a symbolic link to a folder and was not entered"});
  CHECK(contents(*tree_of(*repository, "HEAD", "access/link.yaml")) == Strings{"link.yaml:n"});
  CHECK(contents(*tree_of(*repository, "HEAD", "folder/a.yaml")) == Strings{"a.yaml:2"});
  const std::string id = short_id(resolve(*repository, "HEAD"));
  CHECK(paths(*tree_of(*repository, "HEAD", "access")) ==
        Strings{"symbolic-link: `link.yaml` of " + id +
                " is a symbolic link to `../notes.txt`, which is outside of what is read"});
}

TEST_CASE("tree: every wanted link that leads to no file is told at once") {
  const ScratchRepository scratch;
  scratch.run(
      "cd repo && ln -s none 1.yaml && ln -s access 2.yaml && ln -s /etc/hostname 3.yaml &&"
      " ln -s none 4.txt");
  scratch.git("add .");
  scratch.git("commit -q -m third");
  const auto repository = discover(scratch.repo());
  const std::string of =
      "` of " + short_id(resolve(*repository, "HEAD")) + " is a symbolic link to ";
  CHECK(
      paths(*tree_of(*repository, "HEAD")) ==
      Strings{"symbolic-link: `1.yaml" + of + "`none`, which does not exist",
              "symbolic-link: `2.yaml" + of + "`access`, which is a folder",
              "symbolic-link: `3.yaml" + of + "`/etc/hostname`, which is outside of what is read"});
}

TEST_CASE("read: a pointer of Git LFS is not the file") {
  const ScratchRepository scratch;
  scratch.write("repo/big.yaml",
                "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
  scratch.git("add .");
  scratch.git("commit -q -m third");
  const auto repository = discover(scratch.repo());
  const auto tree = tree_of(*repository, "HEAD", "big.yaml");
  const auto entries = tree->list(kYaml);
  REQUIRE(entries);
  const Diagnostic pointer = problem(tree->read(entries->front()));
  CHECK(pointer.code == "lfs-pointer");
  CHECK(pointer.help.find("git lfs pull") != std::string::npos);
}

TEST_CASE("tree: what a partial clone lacks is missing-object and the command fetches it") {
  const ScratchRepository scratch;
  scratch.git("config uploadpack.allowFilter true");
  struct Row {
    std::string filter;
    std::string message;
  };
  for (const Row& row :
       {Row{"blob:none", "`access/a.yaml` of "}, Row{"tree:0", "the root folder"}}) {
    CAPTURE(row.filter);
    scratch.run("rm -rf partial && git clone -q --no-checkout --filter=" + row.filter + " file://" +
                scratch.repo() + " partial");
    Diagnostic missing;
    {
      const auto repository = discover(scratch.at("partial"));
      const auto tree = tree_of(*repository, "HEAD~1");
      const auto entries = tree->list(kYaml);
      missing = entries ? problem(tree->read(entries->front())) : problem(entries);
    }
    CHECK(missing.code == "missing-object");
    CHECK(missing.message.starts_with(row.message));
    CHECK(missing.message.ends_with(" was not fetched into this partial clone"));
    scratch.run("cd partial && " + missing.help);
    CHECK(contents(*tree_of(*discover(scratch.at("partial")), "HEAD~1")) ==
          Strings{"access/a.yaml:1"});
  }
}

TEST_CASE("read: an object that is missing in a whole clone is corrupt-repository") {
  const ScratchRepository scratch;
  const std::string id = scratch.git("rev-parse HEAD:b.yaml");
  scratch.run("rm -f repo/.git/objects/" + id.substr(0, 2) + "/" + id.substr(2));
  const auto repository = discover(scratch.repo());
  const auto tree = tree_of(*repository, "HEAD", "b.yaml");
  const Diagnostic missing = problem(tree->read({"b.yaml", id}));
  CHECK(missing.code == "corrupt-repository");
  CHECK(missing.help == "git fsck --full");
}

TEST_CASE("tree: folders beyond the bound are too-deep and the tree outlives its repository") {
  const ScratchRepository scratch;
  const std::string nest = "cd repo && tree=$(git rev-parse deep^{tree}) && i=0 && while [ $i -lt ";
  const std::string step =
      " ]; do tree=$(printf '040000 tree %s\\td\\n' $tree | git mktree); i=$((i+1)); done &&"
      " git tag -f deep $(git commit-tree -m deep $tree)";
  scratch.run("cd repo && git tag deep $(git commit-tree -m start $(git rev-parse HEAD:access))");
  scratch.run(nest + "256" + step);
  auto repository = discover(scratch.repo());
  const auto tree = tree_of(*repository, "deep");
  scratch.run(nest + "1" + step);
  const auto deeper = tree_of(*discover(scratch.repo()), "deep");
  repository.reset();
  CHECK(paths(*tree).size() == 1);
  CHECK(paths(*tree).front().ends_with("/a.yaml"));
  CHECK(paths(*deeper) == Strings{"too-deep: folders lie more than 256 deep"});
}

TEST_CASE("GitListings: a folder that did not change is listed once") {
  const ScratchRepository scratch;
  auto opened = GitStore::open(scratch.repo());
  REQUIRE(opened);
  const std::shared_ptr<const GitStore> store = std::move(*opened);
  GitListings listings(store);
  const auto before = listings.of(scratch.git("rev-parse HEAD^{tree}"), kYaml);
  scratch.write("repo/c.yaml", "c");
  scratch.git("add .");
  scratch.git("commit -q -m third");
  const auto after = listings.of(scratch.git("rev-parse HEAD^{tree}"), kYaml);
  REQUIRE(before);
  REQUIRE(after);
  CHECK((*before)->items.front().entry.name == "access");
  CHECK((*before)->items.front().below == (*after)->items.front().below);
  CHECK(*before != *after);
}

}  // namespace
}  // namespace accessdrift::test
