#include "accessdrift/source/directory_tree.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "tests/unit/source/scratch.h"

namespace accessdrift::test {
namespace {

using Strings = std::vector<std::string>;

std::unique_ptr<Tree> open(const std::string& path, const std::string& shown = {}) {
  auto tree = open_path(path, shown);
  REQUIRE(tree);
  return std::move(*tree);
}

TEST_CASE(
    "open_path: a directory gives its files at every depth and hidden ones but nothing of git") {
  const Scratch scratch;
  scratch.write("b.yaml", "1");
  scratch.write("a/deep/er/c.yaml", "2");
  scratch.write("a.yaml", "3");
  scratch.write(".hidden/d.yaml", "4");
  scratch.write(".git/e.yaml", "5");
  scratch.write("sub/.git/f.yaml", "6");
  scratch.write("g.txt", "7");
  const auto tree = open(scratch.path());
  CHECK(contents(*tree) ==
        Strings{".hidden/d.yaml:4", "a.yaml:3", "a/deep/er/c.yaml:2", "b.yaml:1"});
  CHECK(tree->warnings().empty());
}

TEST_CASE("open_path: a file is a tree of one entry under its file name") {
  const Scratch scratch;
  scratch.write("x/a.yaml", "1");
  CHECK(contents(*open(scratch.at("x/a.yaml"))) == Strings{"a.yaml:1"});
}

TEST_CASE("open_path: a file of another type is an error and not an empty tree") {
  const Scratch scratch;
  scratch.write("a.conf", "1");
  CHECK(paths(*open(scratch.at("a.conf"), "a.conf")) ==
        Strings{"unknown-file-type: the name of `a.conf` should end in `.yaml`"});
}

TEST_CASE("open_path: what is not there is no-such-path under the name that the user gave") {
  const Scratch scratch;
  const Diagnostic none = problem(open_path(scratch.at("none"), "none"));
  CHECK(none.code == "no-such-path");
  CHECK(none.message == "`none` does not exist");
}

TEST_CASE("open_path: the path itself may be a link") {
  const Scratch scratch;
  scratch.write("x/a.yaml", "1");
  scratch.run("ln -s x folder && ln -s x/a.yaml file.yaml");
  CHECK(contents(*open(scratch.at("folder"))) == Strings{"a.yaml:1"});
  CHECK(contents(*open(scratch.at("file.yaml"))) == Strings{"file.yaml:1"});
}

TEST_CASE("list: a link to a file inside is read and one to a folder is told") {
  const Scratch scratch;
  scratch.write("d/a.txt", "1");
  scratch.run("ln -s d/a.txt link.yaml && ln -s d folder && ln -s none dangling.txt");
  const auto tree = open(scratch.path(), "here");
  CHECK(contents(*tree) == Strings{"link.yaml:1"});
  CHECK(texts(tree->warnings()) ==
        Strings{"symbolic-link: `here/folder` is a symbolic link to a folder and was not entered"});
  CHECK(tree->warnings().front().severity == Severity::Warning);
}

TEST_CASE("list: every wanted link that leads to no file inside is told at once") {
  const Scratch scratch;
  scratch.write("in/d/a.yaml", "1");
  scratch.write("out.yaml", "2");
  scratch.run(
      "cd in && ln -s ../out.yaml 1.yaml && ln -s none 2.yaml && ln -s d 3.yaml &&"
      " ln -s 4.yaml 4.yaml && ln -s /etc/hostname 5.yaml");
  CHECK(paths(*open(scratch.at("in"), "in")) ==
        Strings{
            "symbolic-link: `in/1.yaml` is a symbolic link to `../out.yaml`, which is outside of "
            "what is read",
            "symbolic-link: `in/2.yaml` is a symbolic link to `none`, which does not exist",
            "symbolic-link: `in/3.yaml` is a symbolic link to `d`, which is a folder",
            "symbolic-link: `in/4.yaml` is a symbolic link to `4.yaml`, which leads back to itself",
            "symbolic-link: `in/5.yaml` is a symbolic link to `/etc/hostname`, which is outside of "
            "what is read",
        });
}

TEST_CASE("list: the command for a link that leaves the directory mends it") {
  const Scratch scratch;
  scratch.write("out.yaml", "2");
  scratch.run("mkdir in && ln -s ../out.yaml in/a.yaml");
  const auto tree = open(scratch.at("in"), "in");
  const std::string help = problem(tree->list(kYaml)).help;
  const std::string before = "put the file itself in its place: ";
  REQUIRE(help.starts_with(before));
  scratch.run(help.substr(before.size()));
  CHECK(contents(*tree) == Strings{"a.yaml:2"});
}

TEST_CASE("list: a wanted name that is not a regular file is unreadable-file") {
  const Scratch scratch;
  scratch.run("mkfifo a.yaml b.txt");
  CHECK(paths(*open(scratch.path(), "d")) ==
        Strings{"unreadable-file: cannot read `d/a.yaml`: it is not a regular file"});
}

TEST_CASE("list: folders that may not be read are all told") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may read everything");
    return;
  }
  const Scratch scratch;
  scratch.run("mkdir 1 2 && chmod 0 1 2");
  CHECK(paths(*open(scratch.path(), "d")) ==
        Strings{"unreadable-file: cannot read `d/1`: permission denied",
                "unreadable-file: cannot read `d/2`: permission denied"});
  CHECK(problem(open_path(scratch.at("1/a.yaml"), "1/a.yaml")).message ==
        "cannot read `1/a.yaml`: permission denied");
  scratch.run("chmod 700 1 2");
}

TEST_CASE("read: a pointer of Git LFS is not the file") {
  const Scratch scratch;
  scratch.write("a.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
  const auto tree = open(scratch.path(), "d");
  const Diagnostic pointer = problem(tree->read({"a.yaml", {}}));
  CHECK(pointer.code == "lfs-pointer");
  CHECK(pointer.help == "git lfs pull");
}

TEST_CASE("read: a file that has gone and one beyond the bound are errors") {
  const Scratch scratch;
  scratch.run("truncate -s 1073741825 big.yaml");
  const auto tree = open(scratch.path(), "d");
  CHECK(problem(tree->read({"none.yaml", {}})).message ==
        "cannot read `d/none.yaml`: no such file or directory");
  const Diagnostic big = problem(tree->read({"big.yaml", {}}));
  CHECK(big.code == "too-large");
  CHECK(big.message == "`d/big.yaml` has 1073741825 bytes, at most 1073741824 are read");
}

}  // namespace
}  // namespace accessdrift::test
