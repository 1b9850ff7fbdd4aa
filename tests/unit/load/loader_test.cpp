#include "accessdrift/load/loader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "../format/native_sample.h"
#include "accessdrift/source/memory_tree.h"

namespace accessdrift {
namespace {

using sample::places;
using Files = std::map<std::string, std::string>;
using Expected = std::vector<std::string>;

const std::string kUsers =
    "accessdrift: 1\nusers: {a: {attributes: {level: 1}}}\nattributes: {level: int}\nresources: "
    "{r: {}}\n";
const std::string kPolicies =
    "accessdrift: 1\npolicies: {p: {allow: [a], to: [r], when: user.level > 0}}\n";

Side side(const Files& files, const std::string& spec = "side") {
  Side made;
  made.spec = spec;
  made.tree = std::make_shared<MemoryTree>(files);
  return made;
}

Sides sides(const Files& before, const Files& after) {
  Sides made;
  made.before = side(before, "old");
  made.after = side(after, "new");
  return made;
}

/// The problems of one side with their paths; empty if there is none.
Expected problems(const Files& files) {
  Loader loader;
  const Result<LoadedSide> loaded = loader.load(side(files));
  return loaded ? Expected{} : places(loaded.error(), true);
}

/// Says that its files have keys and counts what is read.
class CountingTree final : public Tree {
 public:
  explicit CountingTree(Files files, int& reads) : files_(std::move(files)), reads_(reads) {}
  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& /*extensions*/) const override {
    std::vector<TreeEntry> entries;
    for (const auto& [path, bytes] : files_) entries.push_back({path, "key of " + bytes});
    return entries;
  }
  [[nodiscard]] Result<FileBytes> read(const TreeEntry& entry) const override {
    ++reads_;
    return files_.at(entry.path);
  }

 private:
  Files files_;
  int& reads_;
};

class UnreadableTree final : public Tree {
 public:
  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& /*extensions*/) const override {
    return std::vector<TreeEntry>{{"a.yaml", {}}, {"b.yaml", {}}};
  }
  [[nodiscard]] Result<FileBytes> read(const TreeEntry& entry) const override {
    return failure(error_without_place("unreadable-file", "cannot read `" + entry.path + "`"));
  }
};

}  // namespace

TEST_CASE("load: files of a side are read as one and others are counted") {
  Loader loader;
  const Result<LoadedSide> loaded = loader.load(side({{"users.yaml", kUsers},
                                                      {"deep/policies.yml", kPolicies},
                                                      {"package.json", R"({"name": "x"})"},
                                                      {"broken.yaml", "a: ["},
                                                      {"notes.txt", "accessdrift: 1"}}));
  REQUIRE(loaded.has_value());
  CHECK(loaded->read == std::vector<std::string>{"deep/policies.yml", "users.yaml"});
  CHECK(loaded->ignored == 2);
  CHECK(loaded->snapshot->users.size() == 1);
  REQUIRE(loaded->snapshot->conditions.size() == 1);
  CHECK(loaded->snapshot->conditions[0] != nullptr);
}

TEST_CASE("load: a file that cannot be parsed is an error if it claims to be ours") {
  CHECK(
      problems({{"a.yaml", kUsers}, {"b.yaml", kPolicies}, {"c.yaml", "accessdrift: 1\nusers: ["}})
          .size() == 1);
  CHECK(
      problems({{"a.yaml", kUsers}, {"b.yaml", kPolicies}, {"c.json", "{\n  \"accessdrift\": 1,"}})
          .size() == 1);
  CHECK(problems(
            {{"a.yaml", kUsers}, {"b.yaml", kPolicies}, {"c.yaml", "  accessdrift: 1\nusers: ["}})
            .empty());
}

TEST_CASE("load: the header may be escaped") {
  Loader loader;
  const Result<LoadedSide> loaded = loader.load(
      side({{"a.yaml", kUsers},
            {"b.json",
             R"({"acc\u0065ssdrift": 1, "policies": {"p": {"allow": ["a"], "to": ["r"]}}})"}}));
  REQUIRE(loaded.has_value());
  CHECK(loaded->snapshot->policies.size() == 1);
}

TEST_CASE("load: everything wrong is told at once over files and stages") {
  CHECK(
      problems(
          {{"a.yaml", kUsers + "groups: {g: {rule: user.nothing == 1, x: 1}}\n"},
           {"b.yaml",
            "accessdrift: 1\npolicies: {p: {allow: [b], to: [r], when: user.level == 'x'}}\n"}}) ==
      Expected{"a.yaml:5:20 unknown-attribute", "a.yaml:5:39 unknown-key",
               "b.yaml:2:24 unknown-user", "b.yaml:2:57 wrong-type"});
}

TEST_CASE("load: mentions are not judged while names are missing") {
  CHECK(problems({{"a.yaml", "accessdrift: 1\nusers: []\nresources: {r: {}}\n"},
                  {"b.yaml", kPolicies}}) == Expected{"a.yaml:2:8 wrong-type"});
}

TEST_CASE("load: a side without policies is no side to ask about") {
  CHECK(problems({{"a.yaml", kUsers}}) == Expected{"no-policies"});
  CHECK(problems({}) == Expected{"no-policies"});
  CHECK(problems({{"a.yaml", "x: 1"}}) == Expected{"no-policies"});
}

TEST_CASE("load: a before side may be empty and an after side may not") {
  Loader loader;
  const Result<Loader::Pair> created =
      loader.load(sides({}, {{"a.yaml", kUsers}, {"b.yaml", kPolicies}}));
  REQUIRE(created.has_value());
  CHECK(created->before.snapshot->policies.empty());
  CHECK(created->before.snapshot->is_closed);
  CHECK(loader.load(sides({{"a.yaml", kUsers}}, {{"a.yaml", kUsers}, {"b.yaml", kPolicies}}))
            .has_value());
  const Result<Loader::Pair> emptied =
      loader.load(sides({{"a.yaml", kUsers}, {"b.yaml", kPolicies}}, {}));
  REQUIRE_FALSE(emptied.has_value());
  CHECK(places(emptied.error()) == Expected{"no-policies"});
}

TEST_CASE("load: an equal file is read once for both sides") {
  Loader loader;
  const Result<Loader::Pair> pair =
      loader.load(sides({{"a.yaml", kUsers}, {"b.yaml", kPolicies}},
                        {{"a.yaml", kUsers}, {"b.yaml", kPolicies + "#\n"}}));
  REQUIRE(pair.has_value());
  CHECK(pair->before.snapshot->files[0] == pair->after.snapshot->files[0]);
  CHECK(pair->before.snapshot->files[1] != pair->after.snapshot->files[1]);
  CHECK(pair->before.snapshot->names == pair->after.snapshot->names);
  CHECK(pair->before.snapshot->policies[0]->id == pair->after.snapshot->policies[0]->id);
}

TEST_CASE("load: equal sides share their snapshot") {
  Loader loader;
  const Files files = {{"a.yaml", kUsers}, {"b.yaml", kPolicies}};
  const Result<Loader::Pair> pair = loader.load(sides(files, files));
  REQUIRE(pair.has_value());
  CHECK(pair->before.snapshot == pair->after.snapshot);
}

TEST_CASE("load: a file with a known key is not read again") {
  Loader loader;
  int reads = 0;
  const auto load = [&](const Files& files) {
    Side made;
    made.spec = "revision";
    made.tree = std::make_shared<CountingTree>(files, reads);
    return loader.load(made).has_value();
  };
  CHECK(load({{"a.yaml", kUsers}, {"b.yaml", kPolicies}, {"c.yaml", "x: 1"}}));
  CHECK(reads == 3);
  CHECK(load({{"a.yaml", kUsers}, {"b.yaml", kPolicies}, {"c.yaml", "x: 1"}}));
  CHECK(reads == 3);
  CHECK(load({{"a.yaml", kUsers}, {"b.yaml", kPolicies + "#"}}));
  CHECK(reads == 4);
}

TEST_CASE("load: conditions with equal texts share one expression, each where it stands") {
  Loader loader;
  const auto loaded = loader.load(side({{"a.yaml", R"(accessdrift: 1
context: {auth.mfa: bool}
users: {ana: {}}
resources: {wiki: {}}
policies:
  p: {allow: [ana], to: [wiki], when: auth.mfa}
  q: {allow: [ana], to: [wiki], when: "auth.mfa"}
  r: {allow: [ana], to: [wiki], when: "!auth.mfa"}
)"}}));
  REQUIRE(loaded);
  const Snapshot& snapshot = *loaded->snapshot;
  CHECK(snapshot.conditions[0] == snapshot.conditions[1]);
  CHECK(snapshot.conditions[0] != snapshot.conditions[2]);
  const auto line_of = [&](std::size_t policy) {
    return snapshot.policies[policy].span(snapshot.policies[policy]->when->place_of(0, 4)).start();
  };
  CHECK(line_of(0) == LineColumn{6, 39});
  CHECK(line_of(1) == LineColumn{7, 40});
}

TEST_CASE("load: conditions of an unchanged file are checked once while the schema is equal") {
  Loader loader;
  const auto first = loader.load(side({{"a.yaml", kUsers}, {"b.yaml", kPolicies}}));
  const auto second = loader.load(side(
      {{"a.yaml", kUsers}, {"b.yaml", kPolicies}, {"c.yaml", "accessdrift: 1\nusers: {b: {}}"}}));
  const auto third = loader.load(side({{"a.yaml", kUsers},
                                       {"b.yaml", kPolicies},
                                       {"c.yaml", "accessdrift: 1\ncontext: {x: int}"}}));
  REQUIRE((first.has_value() && second.has_value() && third.has_value()));
  CHECK(first->snapshot->conditions[0] == second->snapshot->conditions[0]);
  CHECK(first->snapshot->conditions[0] != third->snapshot->conditions[0]);
}

TEST_CASE("load: problems of both sides are told together and shared ones once") {
  Loader loader;
  const std::string shared = "accessdrift: 1\ngroups: {g: {x: 1}}\n";
  const Result<Loader::Pair> pair = loader.load(sides({{"a.yaml", kUsers},
                                                       {"b.yaml", kPolicies},
                                                       {"c.yaml", shared},
                                                       {"d.yaml", "accessdrift: 1\nold: 1"}},
                                                      {{"a.yaml", kUsers},
                                                       {"b.yaml", kPolicies},
                                                       {"c.yaml", shared},
                                                       {"d.yaml", "accessdrift: 1\n\nnew: 1"}}));
  REQUIRE_FALSE(pair.has_value());
  const Diagnostics& wrong = pair.error();
  CHECK(places(wrong, true) ==
        Expected{"c.yaml:2:14 unknown-key", "d.yaml:2:1 unknown-key", "d.yaml:3:1 unknown-key"});
  CHECK(wrong[0].notes.empty());
  REQUIRE(wrong[1].notes.size() == 1);
  CHECK(wrong[1].notes[0].text == "on the before side, `old`");
  REQUIRE(wrong[2].notes.size() == 1);
  CHECK(wrong[2].notes[0].text == "on the after side, `new`");
}

TEST_CASE("load: the project file is known by its name at the root") {
  const Files good = {{"a.yaml", kUsers}, {"b.yaml", kPolicies}};
  const auto with = [&](const std::string& path, const std::string& text) {
    Files files = good;
    files[path] = text;
    return problems(files);
  };
  CHECK(with("accessdrift.yaml", "sources: []\n") == Expected{"accessdrift.yaml:1:10 empty-list"});
  CHECK(with("accessdrift.yaml", "").empty());
  CHECK(with("accessdrift.yaml", "limits: {lost: {users: 3}}\n").empty());
  CHECK(with("accessdrift.yaml", "limits: {lost: {user: 3}}\n") ==
        Expected{"accessdrift.yaml:1:10 missing-key", "accessdrift.yaml:1:17 unknown-key"});
  CHECK(with("accessdrift.expect.yaml", "- x\n") ==
        Expected{"accessdrift.expect.yaml:1:1 wrong-type"});
  CHECK(with("accessdrift.yaml", "accessdrift: 1\n").empty());
  CHECK(with("accessdrift.yaml", "sources: [\n") != Expected{});
  CHECK(with("deep/accessdrift.yaml", "sources: []\n").empty());
}

TEST_CASE("load: files that cannot be read are all told") {
  Loader loader;
  Side made;
  made.tree = std::make_shared<UnreadableTree>();
  const Result<LoadedSide> loaded = loader.load(made);
  REQUIRE_FALSE(loaded.has_value());
  CHECK(places(loaded.error()) == Expected{"unreadable-file", "unreadable-file"});
}

TEST_CASE("load: a large file is refused if it claims to be ours and ignored else") {
  std::string filler(200'000'001, ' ');
  CHECK(problems({{"a.yaml", kUsers}, {"b.yaml", kPolicies}, {"c.yaml", filler}}).empty());
  filler.replace(0, 15, "accessdrift: 1\n");
  CHECK(problems({{"c.yaml", filler}}) == Expected{"c.yaml:1:1 too-large"});
}

TEST_CASE("load: many files on two threads give the same names in the same order") {
  Files files = {{"a.yaml", kUsers}, {"b.yaml", kPolicies}};
  for (int file = 0; file < 40; ++file) {
    std::string text = "{\"accessdrift\": 1, \"users\": {\"f" + std::to_string(file) + "\": {}";
    for (int user = 0; user < 2'000; ++user) {
      text +=
          ", \"u" + std::to_string(file * 10'000 + user) + "\": {\"attributes\": {\"level\": 3}}";
    }
    files["users/" + std::to_string(file) + ".json"] = text + "}}";
  }
  std::vector<std::string> first_order;
  for (int run = 0; run < 5; ++run) {
    Loader loader;
    const Result<LoadedSide> loaded = loader.load(side(files));
    REQUIRE(loaded.has_value());
    const Snapshot& snapshot = *loaded->snapshot;
    CHECK(snapshot.users.size() == 80'041);
    std::vector<std::string> order;
    for (std::uint32_t name = 0; name < snapshot.names->size(); ++name)
      order.emplace_back(snapshot.text(Name{name}));
    if (run == 0) first_order = order;
    CHECK(order == first_order);
  }
}

}  // namespace accessdrift
