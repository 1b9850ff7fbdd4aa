#include "accessdrift/source/repository.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/source/scratch_repository.h"

namespace accessdrift::test {
namespace {

using Strings = std::vector<std::string>;

TEST_CASE("resolve: every way to name a commit") {
  const ScratchRepository scratch;
  scratch.git("tag light");
  scratch.git("tag -m annotated heavy");
  scratch.git("branch feature/x HEAD~1");
  scratch.git("update-ref refs/remotes/origin/topic HEAD");
  const std::string tip = scratch.git("rev-parse HEAD");
  const std::string first = scratch.git("rev-parse HEAD~1");
  const auto repository = discover(scratch.repo());
  for (const std::string name :
       {"HEAD", "@", "main", "refs/heads/main", "light", "heavy", "heavy^{}", "heavy^{commit}",
        "origin/topic", "HEAD^{/second}", "main@{0}"}) {
    CAPTURE(name);
    CHECK(resolve(*repository, name).id == tip);
    CHECK(repository->is_revision(name));
  }
  for (const std::string& name : {std::string("feature/x"), std::string("main~"), std::string("@^"),
                                  first, first.substr(0, 7), std::string("HEAD^{/first}")}) {
    CAPTURE(name);
    CHECK(resolve(*repository, name).id == first);
  }
}

TEST_CASE("resolve: reads all of a commit") {
  const ScratchRepository scratch;
  const auto repository = discover(scratch.repo());
  const Commit commit = resolve(*repository, "HEAD~1");
  CHECK(commit.author == "A. Author");
  CHECK(commit.subject == "first one");
  CHECK(commit.time == 1700000000);
  CHECK(commit.parents.empty());
  CHECK(resolve(*repository, "HEAD").parents == Strings{commit.id});
  CHECK(short_id(commit) == commit.id.substr(0, 7));
}

TEST_CASE("resolve: an author in another encoding becomes valid text") {
  const ScratchRepository scratch;
  scratch.git(
      "-c i18n.commitEncoding=ISO-8859-1 commit -q --allow-empty"
      " --author=\"$(printf 'J\\366rg') <j@corp.example>\" -m x");
  CHECK(resolve(*discover(scratch.repo()), "HEAD").author == "J\xEF\xBF\xBDrg");
}

TEST_CASE("resolve: what is not a revision is unknown-revision with what was perhaps meant") {
  const ScratchRepository scratch;
  scratch.git("update-ref refs/remotes/origin/release HEAD");
  scratch.git("branch -q production");
  struct Row {
    std::string revision;
    std::string message;
    std::string help;
  };
  const Row rows[] = {
      {"prodution", "`prodution` is not a revision here", "did you mean `production`?"},
      {"release", "`release` is not a revision here", "did you mean `origin/release`?"},
      {"qqqqqqqqq", "`qqqqqqqqq` is not a revision here", ""},
      {"--all", "`--all` is not a revision here", ""},
      {"", "`` is not a revision here", ""},
      {":b.yaml", "`:b.yaml` is not a revision here", ""},
      {"HEAD~9", "`HEAD~9` is not a revision here", ""},
      {"HEAD^{tree}", "`HEAD^{tree}` does not name a commit", ""},
  };
  const auto repository = discover(scratch.repo());
  for (const Row& row : rows) {
    CAPTURE(row.revision);
    const Diagnostic unknown = problem(repository->resolve(row.revision));
    CHECK(unknown.code == "unknown-revision");
    CHECK(unknown.message == row.message);
    CHECK(unknown.help == row.help);
    CHECK_FALSE(repository->is_revision(row.revision));
  }
}

TEST_CASE("resolve: a branch that was not fetched says how to fetch it") {
  const ScratchRepository scratch;
  scratch.git("remote add upstream ../other");
  const Diagnostic unknown = problem(discover(scratch.repo())->resolve("qqqqqqqqq"));
  CHECK(unknown.help == "if it was not fetched: git fetch upstream qqqqqqqqq");
}

TEST_CASE("resolve: a repository without a commit has no HEAD") {
  const Scratch scratch;
  scratch.run("git init -q empty");
  const Diagnostic unborn = problem(discover(scratch.at("empty"))->resolve("HEAD"));
  CHECK(unborn.code == "unknown-revision");
  CHECK(unborn.message == "`HEAD` has no commit yet");
}

TEST_CASE("full_name: names the ref or the id") {
  const ScratchRepository scratch;
  scratch.git("tag v1");
  scratch.git("update-ref refs/remotes/origin/main HEAD");
  const auto repository = discover(scratch.repo());
  CHECK(repository->full_name("main") == "refs/heads/main");
  CHECK(repository->full_name("v1") == "refs/tags/v1");
  CHECK(repository->full_name("origin/main") == "refs/remotes/origin/main");
  CHECK(repository->full_name("HEAD~1") == scratch.git("rev-parse HEAD~1"));
  CHECK(repository->revision_names() == Strings{"main", "origin/main", "v1"});
}

TEST_CASE("discover: finds the repository from below and says where there is none") {
  const ScratchRepository scratch;
  scratch.run("mkdir plain");
  CHECK(resolve(*discover(scratch.at("repo/access")), "main").subject == "second");
  const Diagnostic none = problem(Repository::discover(scratch.at("plain")));
  CHECK(none.code == "not-a-repository");
  CHECK(none.message == "`" + scratch.at("plain") + "` is in no git repository");
  CHECK(problem(Repository::discover(scratch.at("nowhere"))).code == "no-such-path");
}

TEST_CASE("discover: a bare repository has revisions and no work tree") {
  const ScratchRepository scratch;
  scratch.run("git clone -q --bare repo bare");
  const auto repository = discover(scratch.at("bare"));
  CHECK(paths(*tree_of(*repository, "main")) == Strings{"access/a.yaml", "b.yaml"});
  CHECK(problem(repository->work_tree()).code == "no-work-tree");
  CHECK(problem(repository->tree(resolve(*repository, "main"), "./access")).code == "no-work-tree");
}

TEST_CASE("discover: a linked work tree is that one") {
  const ScratchRepository scratch;
  scratch.git("worktree add -q ../linked HEAD~1");
  scratch.write("linked/new.yaml", "n");
  const auto repository = discover(scratch.at("linked/access"));
  CHECK(resolve(*repository, "HEAD").subject == "first one");
  CHECK(contents(*work_tree_of(*repository)) == Strings{"access/a.yaml:1", "new.yaml:n"});
  CHECK(contents(*tree_of(*repository, "main", "./")) == Strings{"a.yaml:2"});
}

TEST_CASE("discover: a repository of SHA-256 is refused with a way out") {
  const Scratch scratch;
  scratch.run("git init -q --object-format=sha256 repo");
  const Diagnostic refused = problem(Repository::discover(scratch.at("repo")));
  CHECK(refused.code == "sha256-repository");
  CHECK(refused.help == "compare folders: git archive REV | tar -x -C FOLDER");
}

TEST_CASE("discover: an extension of the format that changes reading is refused") {
  const ScratchRepository scratch;
  scratch.git("config core.repositoryFormatVersion 1");
  scratch.git("config extensions.worktreeConfig true");
  CHECK(Repository::discover(scratch.repo()));
  scratch.git("config --worktree core.worktree ..");
  CHECK(problem(Repository::discover(scratch.repo())).code == "unsupported-repository");
  scratch.git("config --worktree --unset core.worktree");
  scratch.run("git config -f repo/.git/config extensions.refStorage reftable");
  const Diagnostic refused = problem(Repository::discover(scratch.repo()));
  CHECK(refused.code == "unsupported-repository");
  CHECK(refused.message ==
        "the repository uses git's extension `refstorage`, which cannot be read");
}

TEST_CASE("discover: a foreign owner is told with the command that mends it") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give a folder away");
    return;
  }
  const ScratchRepository scratch;
  scratch.run("chown -R 12345:12345 repo");
  scratch.run("git clone -q --bare repo bare 2>/dev/null || git init -q --bare bare");
  scratch.run("chown -R 12345:12345 bare");
  struct Row {
    std::string folder;
    std::string trusted;
  };
  for (const Row& row : {Row{scratch.at("repo/access"), scratch.repo()},
                         Row{scratch.at("bare"), scratch.at("bare")}}) {
    const Diagnostic foreign = problem(Repository::discover(row.folder));
    CHECK(foreign.code == "foreign-owner");
    CHECK(foreign.help == "git config --global --add safe.directory " + row.trusted);
    scratch.run("unset GIT_CONFIG_GLOBAL; HOME=" + home() + " " + foreign.help);
    CHECK(Repository::discover(row.folder));
    // The other one is still refused: another directory is trusted now, not this one.
  }
  scratch.run("rm " + home() + "/.gitconfig");
}

TEST_CASE("discover: a repository that is broken is corrupt-repository") {
  const ScratchRepository scratch;
  scratch.run("echo '[core' > repo/.git/config");
  const Diagnostic broken = problem(Repository::discover(scratch.repo()));
  CHECK(broken.code == "corrupt-repository");
  CHECK(broken.help == "git fsck --full");
}

TEST_CASE("discover: GIT_DIR and GIT_WORK_TREE name the repository as they do for git") {
  const ScratchRepository scratch;
  scratch.run("mkdir elsewhere && cp -r repo/access elsewhere/");
  ::setenv("GIT_DIR", scratch.at("repo/.git").c_str(), 1);
  const auto named = Repository::discover(scratch.at("elsewhere"));
  ::setenv("GIT_WORK_TREE", scratch.at("elsewhere").c_str(), 1);
  const auto moved = Repository::discover(scratch.at("elsewhere"));
  ::unsetenv("GIT_DIR");
  ::unsetenv("GIT_WORK_TREE");
  REQUIRE(named);
  CHECK(resolve(**named, "HEAD").subject == "second");
  REQUIRE(moved);
  CHECK(contents(*work_tree_of(**moved)) == Strings{"access/a.yaml:2"});
}

TEST_CASE("first_parents: newest first and not into what was merged") {
  const ScratchRepository scratch;
  scratch.git("checkout -q -b side HEAD~1");
  scratch.git("commit -q --allow-empty -m side");
  scratch.git("checkout -q main");
  scratch.git("merge -q --no-ff -m merged side");
  scratch.git("commit -q --allow-empty -m last");
  const auto repository = discover(scratch.repo());
  const auto commits = repository->first_parents(resolve(*repository, "HEAD"));
  REQUIRE(commits);
  Strings subjects;
  for (const Commit& commit : *commits) subjects.push_back(commit.subject);
  CHECK(subjects == Strings{"last", "merged", "second", "first one"});
}

TEST_CASE("first_parents: ends where a shallow clone ends") {
  const ScratchRepository scratch;
  scratch.git("commit -q --allow-empty -m third");
  scratch.run("git clone -q --depth 2 file://" + scratch.repo() + " shallow");
  const auto repository = discover(scratch.at("shallow"));
  const auto commits = repository->first_parents(resolve(*repository, "HEAD"));
  REQUIRE(commits);
  REQUIRE(commits->size() == 2);
  CHECK(commits->back().subject == "second");
  CHECK(commits->back().parents.size() == 1);
  CHECK(repository->unshallow_command() == "git fetch --unshallow origin");
  CHECK(problem(repository->resolve("HEAD~2")).help ==
        "if this shallow clone hides it: git fetch --unshallow origin");
}

TEST_CASE("warnings: replaced objects and grafts are told") {
  const ScratchRepository scratch;
  CHECK(discover(scratch.repo())->warnings().empty());
  scratch.git("replace HEAD HEAD~1");
  const auto replaced = discover(scratch.repo())->warnings();
  REQUIRE(replaced.size() == 1);
  CHECK(replaced.front().code == "replace-refs");
  CHECK(replaced.front().severity == Severity::Warning);
  scratch.git("replace -d HEAD");
  scratch.run("git -C repo rev-parse HEAD > repo/.git/info/grafts");
  CHECK(discover(scratch.repo())->warnings().size() == 1);
}

}  // namespace
}  // namespace accessdrift::test
