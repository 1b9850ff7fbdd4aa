#include "accessdrift/drift/edits.h"

#include <string>
#include <vector>

#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

constexpr const char* kRest =
    "types: {app: {actions: {admin: [read], read: []}}}\nresources: {wiki: {type: app}, blog: "
    "{type: app}}\n"
    "policies: {p: {allow: [ana], to: [wiki]}, q: {allow: [bo], to: [wiki]}, r: {deny: [bo], to: "
    "[blog]}}\n";

std::vector<std::string> said(const std::string& before, const std::string& after) {
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, before, after);
  std::vector<std::string> all;
  for (const Edit& edit : find_edits(*pair.before.snapshot, *pair.after.snapshot))
    all.push_back(edit.what);
  return all;
}

/// One line that differs, over a configuration that stays.
struct OneEdit {
  const char* before;
  const char* after;
  const char* what;
};

TEST_CASE("find_edits: every fact that differs is an edit") {
  const std::string people =
      "attributes: {team: string, tags: {set: [a, b]}}\nusers: {ana: {}, bo: {}}\n";
  const OneEdit table[] = {
      {"groups: {g: {members: [ana]}}", "groups: {g: {members: [ana, bo]}}",
       "group g now contains bo"},
      {"groups: {g: {members: [ana, bo]}}", "groups: {g: {members: [ana]}}",
       "group g no longer contains bo"},
      {"groups: {g: {}}", "groups: {}", "group g removed"},
      {"groups: {g: {rule: 'user.team == \"x\"'}}", "groups: {g: {rule: 'user.team == \"y\"'}}",
       "group g: rule user.team == \"x\" -> user.team == \"y\""},
      {"networks: {n: [10.0.0.0/8]}", "networks: {n: [10.0.0.0/8, 10.0.0.0/16]}",
       "network n now contains 10.0.0.0/16"},
      {"context: {mfa: bool}", "context: {mfa: int}", "context attribute mfa: type bool -> int"},
      {"context: {os: [linux, mac]}", "context: {os: [\"linux, mac\"]}",
       "context attribute os: type one of linux, mac -> one of linux, mac"},
      {"context: {mfa: bool}", "context: {mfa: {type: bool, required: true}}",
       "context attribute mfa: required false -> true"},
      {"sets: {s: {combine: deny-overrides, policies: [p]}}",
       "sets: {s: {combine: all-of, policies: [p]}}", "set s: combine deny-overrides -> all-of"},
      {"sets: {s: {combine: first-applicable, policies: [p, q, r]}}",
       "sets: {s: {combine: first-applicable, policies: [q, r, p]}}", "set s: p moved, now last"},
      {"scopes: {w: {}, r: {}}", "scopes: {w: {includes: [r]}, r: {}}", "scope w now includes r"},
  };
  for (const OneEdit& row : table) {
    CAPTURE(row.what);
    const std::vector<std::string> edits =
        said(people + row.before + "\n" + kRest, people + row.after + "\n" + kRest);
    REQUIRE_FALSE(edits.empty());
    CHECK(edits.front() == std::string(row.what));
  }
}

TEST_CASE("find_edits: being there and being empty are told apart") {
  const auto users = [](const std::string& ana) {
    return "attributes: {team: string, tags: {set: [a, b]}}\nusers: {ana: {" + ana +
           "}, bo: {}}\n" + kRest;
  };
  CHECK(said(users("attributes: {team: ''}"), users("")) ==
        std::vector<std::string>{"user ana: attribute team removed (was \"\")"});
  CHECK(said(users(""), users("attributes: {team: ''}")) ==
        std::vector<std::string>{"user ana: attribute team is now \"\""});
  CHECK(said(users("attributes: {tags: []}"), users("")).size() == 1);
  CHECK(said(users("attributes: {team: x}"), users("attributes: {team: x}")).empty());
}

TEST_CASE("find_edits: layout and order of keys are none") {
  const std::string people = "users: {ana: {}, bo: {}}\n";
  CHECK(said(people + "groups: {g: {members: [ana, bo]}}\n" + kRest,
             people + "groups:\n  g:\n    members:\n      - bo\n      - ana\n" + kRest)
            .empty());
}

}  // namespace
}  // namespace accessdrift
