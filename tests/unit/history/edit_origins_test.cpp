#include "accessdrift/history/edit_origins.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/unit/source/scratch.h"

namespace accessdrift {
namespace {

std::string_view word_of(OriginKind kind) {
  switch (kind) {
    case OriginKind::Commits:
      return "by";
    case OriginKind::Merge:
      return "merged by";
    case OriginKind::NotCommitted:
      return "not committed";
    case OriginKind::BeforeOnly:
      return "before only, by";
    case OriginKind::Cut:
      return "cut";
    case OriginKind::Unknown:
      return "unknown";
  }
  return {};
}

/// A repository whose file `access.yaml` lets people read `wiki`, and so commits say what they do.
class History : public test::Scratch {
 public:
  History() {
    run("git init -q -b main repo");
    save("users: {ana: {}, bo: {}, cy: {}, dee: {}}\nresources: {wiki: {}}\n", "people.yaml");
    lets("ana");
    commit("start");
  }

  std::string git(const std::string& words) const { return run("git -C repo " + words); }
  void save(const std::string& text, const std::string& file) const {
    write("repo/" + file, "accessdrift: 1\n" + text);
  }
  /// Each on a line of its own, so that git can merge.
  void lets(const std::string& people, const std::string& file = "access.yaml") const {
    std::string list;
    for (std::size_t at = 0; at < people.size();) {
      const std::size_t end = std::min(people.find(' ', at), people.size());
      list += "    - " + people.substr(at, end - at) + "\n";
      at = end + 1;
    }
    save("policies:\n  readers:\n    to: [wiki]\n    actions: [access]\n    allow:\n" + list, file);
  }
  void commit(const std::string& subject) const {
    git("add -A");
    git("commit -q --allow-empty -m '" + subject + "'");
  }

  /// `policy readers now names bo: by add bo`.
  [[nodiscard]] std::string origins(const std::vector<std::string>& sides,
                                    const std::string& folder = "repo") const {
    const auto opened = open_sides(sides, std::nullopt, at(folder));
    REQUIRE(opened.has_value());
    Loader loader;
    const auto loaded = loader.load(*opened);
    REQUIRE_MESSAGE(loaded.has_value(), loaded.error().front().message);
    const std::vector<Edit> edits = find_edits(*loaded->before.snapshot, *loaded->after.snapshot);
    const auto found = find_origins(edits, *opened, *loaded, loader);
    REQUIRE(found.has_value());
    std::set<std::string> sorted;
    for (std::size_t e = 0; e < found->size(); ++e) {
      std::string line = edits[e].what + ": " + std::string(word_of((*found)[e].kind));
      for (const Commit& commit : (*found)[e].commits) line += " " + commit.subject;
      sorted.insert(line + ((*found)[e].has_gap ? " (gap)" : "") + "\n");
    }
    std::string lines;
    for (const std::string& line : sorted) lines += line;
    return lines;
  }
};

TEST_CASE("find_origins: each edit of a line of commits has its own one, the newest that made it") {
  const History history;
  history.lets("ana bo");
  history.commit("add-bo");
  history.lets("bo");
  history.commit("drop-ana");
  history.lets("bo cy");
  history.commit("add-cy");
  history.lets("bo");
  history.commit("revert");
  history.lets("bo cy");
  history.commit("add-cy-again");
  CHECK(history.origins({"HEAD~5", "HEAD"}) ==
        "policy readers no longer names ana: by drop-ana\n"
        "policy readers now names bo: by add-bo\n"
        "policy readers now names cy: by add-cy-again\n");
  CHECK(history.origins({"HEAD", "HEAD~5"}).find("before only, by") != std::string::npos);
}

TEST_CASE("find_origins: a fact that moved to another file keeps its commit") {
  const History history;
  history.lets("ana bo");
  history.commit("add-bo");
  history.git("mv access.yaml readers.yaml");
  history.commit("rename");
  history.save("groups: {staff: {members: [ana]}}\n", "groups.yaml");
  history.commit("another file");
  CHECK(history.origins({"HEAD~3", "HEAD"}) ==
        "group staff added: by another file\n"
        "policy readers now names bo: by add-bo\n");
}

TEST_CASE("find_origins: merges") {
  const History history;
  history.git("checkout -q -b side");
  history.lets("ana bo");
  history.commit("side-adds-bo");
  history.git("checkout -q main");
  history.save("groups: {staff: {members: [ana]}}\n", "groups.yaml");
  history.commit("main-goes-on");

  SUBCASE("what a branch did is its commit's") {
    history.git("merge -q --no-ff -m merge side");
    CHECK(history.origins({"HEAD^1", "HEAD"}) == "policy readers now names bo: by side-adds-bo\n");
  }
  SUBCASE("what the merge itself did is the merge's") {
    history.git("merge -q --no-ff --no-commit side");
    history.lets("ana bo cy");
    history.commit("merge");
    CHECK(history.origins({"HEAD^1", "HEAD"}) ==
          "policy readers now names bo: by side-adds-bo\n"
          "policy readers now names cy: by merge\n");
  }
  SUBCASE("what both branches did alike is of both") {
    history.git("cherry-pick side");
    history.git("commit -q --amend -m main-adds-bo");
    history.git("merge -q --no-ff -m merge side");
    CHECK(history.origins({"HEAD~3", "HEAD"}) ==
          "group staff added: by main-goes-on\n"
          "policy readers now names bo: by main-adds-bo side-adds-bo\n");
  }
  SUBCASE("what the other side did alone is told as such") {
    CHECK(history.origins({"side", "main"}) ==
          "group staff added: by main-goes-on\n"
          "policy readers no longer names bo: before only, by side-adds-bo\n");
  }
  SUBCASE("a merge that takes what is older than the before side") {
    history.git("branch old HEAD");
    history.lets("ana bo");
    history.commit("before");
    history.git("checkout -q old");
    history.save("groups: {staff: {members: [ana, bo]}}\n", "groups.yaml");
    history.commit("old-goes-on");
    history.git("merge -q --no-ff -s ours -m take-ours main");
    CHECK(history.origins({"main", "HEAD"}) ==
          "group staff now contains bo: by old-goes-on\n"
          "policy readers no longer names bo: merged by take-ours\n");
  }
}

TEST_CASE("find_origins: what is on disk only, and what stands on it") {
  const History history;
  history.lets("ana bo");
  history.commit("add-bo");
  history.lets("ana bo cy");
  CHECK(history.origins({"HEAD~1"}) ==
        "policy readers now names bo: by add-bo\n"
        "policy readers now names cy: not committed\n");
  CHECK(history.origins({".", "."}).empty());
}

TEST_CASE("find_origins: a thing that comes is one fact with all that is in it") {
  const History history;
  history.save("policies: {new: {allow: [bo], to: [wiki], actions: [access]}}\n", "new.yaml");
  history.commit("add-policy");
  history.save("policies: {new: {allow: [bo, cy], to: [wiki], actions: [access]}}\n", "new.yaml");
  history.commit("widen-policy");
  history.git("rm -q access.yaml");
  history.commit("drop-readers");
  CHECK(history.origins({"HEAD~3", "HEAD"}) ==
        "policy new added: by widen-policy\n"
        "policy readers removed: by drop-readers\n");
}

TEST_CASE("find_origins: a path of the revisions, missing at first") {
  const History history;
  history.lets("ana", "team/access.yaml");
  history.save("users: {ana: {}, bo: {}}\nresources: {wiki: {}}\n", "team/people.yaml");
  history.commit("add-team");
  history.lets("ana bo", "team/access.yaml");
  history.commit("add-bo");
  CHECK(history.origins({"HEAD~1:team", "HEAD:team"}) ==
        "policy readers now names bo: by add-bo\n");
}

/// What a commit tells of when somebody leaves a group may be read into others, whose page of it is
/// cut: into the side as well as into its commits.
TEST_CASE("find_origins: what other commits tell is no edit of the commits behind them") {
  const History history;
  const auto team = [&](const std::string& members) {
    history.run("mkdir -p repo/memberships");
    history.write("repo/memberships/team@x.example.json", "{\"memberships\": [" + members);
  };
  const auto member = [](const std::string& id, const std::string& role) {
    return "{\"name\": \"groups/g/memberships/" + id + "\", \"preferredMemberKey\": {\"id\": \"" +
           id + "@x.example\"}, \"type\": \"USER\", \"roles\": [{\"name\": \"MEMBER\"" + role +
           "}]}";
  };
  history.write("repo/users.json",
                R"({"kind": "admin#directory#users", "users": [
                   {"primaryEmail": "eve@x.example", "id": "eve"},
                   {"primaryEmail": "fay@x.example", "id": "fay"}]})");
  history.commit("list people");
  team(member("eve", "") + R"(], "nextPageToken": "2"})");
  history.commit("add-team");
  history.git("checkout -q -b side");
  team(member("eve", "") + ", " +
       member("fay", R"(, "expiryDetail": {"expireTime": "2027-01-31T00:00:00Z"})") + "]}");
  history.commit("whole-team");
  history.git("checkout -q main");
  history.commit("nothing");
  history.git("checkout -q side");
  history.git("merge -q --no-commit -s ours main");
  history.git("checkout -q main -- memberships");
  history.commit("merge");
  CHECK(history.origins({"main~2", "side"}) == "group team@x.example added: by add-team\n");
}

TEST_CASE("find_origins: commits that cannot be read") {
  const History history;
  history.lets("ana bo");
  history.write("repo/broken.yaml", "accessdrift: 1\nusers: [\n");
  history.commit("broken");
  history.git("rm -q -f broken.yaml");
  history.lets("ana bo cy");
  history.commit("mended");
  history.lets("ana bo cy dee");
  history.commit("add-dee");
  CHECK(history.origins({"HEAD~3", "HEAD"}) ==
        "policy readers now names bo: by mended (gap)\n"
        "policy readers now names cy: by mended (gap)\n"
        "policy readers now names dee: by add-dee\n");
}

TEST_CASE("find_origins: a shallow clone") {
  const History history;
  history.lets("ana bo");
  history.commit("add-bo");
  history.git("checkout -q -b side HEAD~1");
  history.commit("empty");
  history.git("checkout -q main");
  history.lets("ana bo cy");
  history.commit("add-cy");
  history.run("git clone -q --no-local --depth 2 --no-single-branch repo clone");
  CHECK(history.origins({"origin/side", "origin/main"}, "clone") ==
        "policy readers now names bo: cut\n"
        "policy readers now names cy: by add-cy\n");
}

}  // namespace
}  // namespace accessdrift
