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

/// Where the first edit's removed fact stood: a line and column of the after side.
LineColumn seam(const std::string& before, const std::string& after) {
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, before, after);
  const std::vector<Edit> edits = find_edits(*pair.before.snapshot, *pair.after.snapshot);
  REQUIRE(!edits.empty());
  return edits.front().seam.start();
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
      {"clients: {}", "clients: {c: {users: [ana]}}", "client c added"},
      {"scopes: {w: {}}\nclients: {c: {}}", "scopes: {w: {}}\nclients: {c: {scopes: [w]}}",
       "client c can now be issued w"},
      {"scopes: {w: {}}\nclients: {c: {scopes: [w]}}", "scopes: {w: {}}\nclients: {c: {}}",
       "client c can no longer be issued w"},
      {"clients: {c: {users: [ana]}}", "clients: {c: {users: [ana, 'client:c']}}",
       "client c can now be used by client c"},
      {"clients: {c: {users: [ana, authenticated]}}", "clients: {c: {users: [ana]}}",
       "client c can no longer be used by authenticated"},
      {"clients: {c: {users: [ana, bo]}}", "clients: {c: {}}",
       "client c can now be used by everybody (was: by ana, bo)"},
      {"clients: {c: {}}", "clients: {c: {users: [ana]}}", "client c can now be used only by ana"},
  };
  for (const OneEdit& row : table) {
    CAPTURE(row.what);
    const std::vector<std::string> edits =
        said(people + row.before + "\n" + kRest, people + row.after + "\n" + kRest);
    REQUIRE_FALSE(edits.empty());
    CHECK(edits.front() == std::string(row.what));
  }
}

TEST_CASE("find_edits: windows and their parts") {
  const std::string people = "users: {ana: {}, bo: {}}\n";
  const std::string one = "'Mon 08:00-09:00 UTC'";
  const std::string other = "'Tue 08:00-09:00 UTC'";
  const auto window = [&](const std::string& value) {
    return people + "windows: {w: " + value + "}\n" + kRest;
  };
  CHECK(said(people + kRest, window(one)) == std::vector<std::string>{"window w added"});
  CHECK(said(window(one), people + kRest) == std::vector<std::string>{"window w removed"});
  CHECK(said(window(one), window("[" + other + ", " + one + "]")) ==
        std::vector<std::string>{"window w is now open Tue 08:00-09:00 UTC"});
  CHECK(said(window("[" + one + ", " + other + "]"), window(one)) ==
        std::vector<std::string>{"window w is no longer open Tue 08:00-09:00 UTC"});
  CHECK(said(window(one), window("[" + one + "]")).empty());
  CHECK(said(window(one), window("Mon 08:00-09:00 UTC")).empty());
  CHECK(said(window(one), window(other)).size() == 2);
}

TEST_CASE("find_edits: until of a user") {
  const auto user = [](const std::string& ana) {
    return "users: {ana: {" + ana + "}, bo: {}}\n" + kRest;
  };
  CHECK(said(user(""), user("until: 2027-01-31")) ==
        std::vector<std::string>{"user ana can sign in until 2027-01-31 (was: for ever)"});
  CHECK(said(user("until: 2026-12-31"), user("until: 2027-01-31T18:00:00Z")) ==
        std::vector<std::string>{
            "user ana can sign in until 2027-01-31T18:00:00Z (was: until 2026-12-31)"});
  CHECK(said(user("until: 9999-12-31"), user("")) ==
        std::vector<std::string>{"user ana can sign in for ever (was: until 9999-12-31)"});
  CHECK(said(user("until: 2027-01-31"), user("until: '2027-02-01T00:00:00Z'")).empty());
}

TEST_CASE("find_edits: until of a membership is a fact of its own") {
  const auto group = [](const std::string& members) {
    return "users: {ana: {}, bo: {}}\ngroups: {g: {members: [" + members + "]}, h: {}}\n" + kRest;
  };
  using Said = std::vector<std::string>;
  CHECK(said(group("ana"), group("ana, {user: bo, until: 2027-01-31}")) ==
        Said{"group g now contains bo until 2027-01-31"});
  CHECK(said(group("{user: bo, until: 2027-01-31}"), group("")) ==
        Said{"group g no longer contains bo"});
  CHECK(said(group("{user: bo, until: 2026-12-31}"), group("{user: bo, until: 2027-01-31}")) ==
        Said{"bo is in group g until 2027-01-31 (was: until 2026-12-31)"});
  CHECK(said(group("bo"), group("ana, {user: bo, until: 2027-01-31}")) ==
        Said{"group g now contains ana", "bo is in group g until 2027-01-31 (was: for ever)"});
  CHECK(said(group("{group: h, until: 2027-01-31}"), group("'group:h'")) ==
        Said{"group h is in group g for ever (was: until 2027-01-31)"});
  CHECK(said(group("{user: bo, until: 2027-01-31}"),
             group("{user: bo, until: '2027-02-01T00:00:00Z'}"))
            .empty());
  CHECK(
      said(group("{user: bo, until: 2027-01-31}, ana"), group("ana, {user: bo, until: 2027-01-31}"))
          .empty());
}

TEST_CASE("find_edits: values of type time") {
  const auto user = [](const std::string& hired) {
    return "attributes: {hired: time}\nusers: {ana: {attributes: {hired: " + hired +
           "}}, bo: {}}\n" + kRest;
  };
  CHECK(said(user("2027-01-31"), user("2027-02-28")) ==
        std::vector<std::string>{"user ana: attribute hired 2027-01-31 -> 2027-02-28"});
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

TEST_CASE("find_edits: what stands where a fact was removed") {
  const std::string rest =
      std::string(kRest) + "attributes: {team: string}\nusers: {ana: {}, bo: {}, cy: {}, di: {}}\n";
  const auto of = [&](const std::string& before, const std::string& after) {
    return seam(before + "\n" + rest, after + "\n" + rest);
  };
  // The next member that is still there.
  CHECK(of("groups: {g: {members: [ana, bo, cy]}}", "groups: {g: {members: [ana, cy]}}") ==
        LineColumn{2, 29});
  CHECK(of("groups: {g: {members: [ana, bo, cy, di]}}", "groups: {g: {members: [ana, di]}}") ==
        LineColumn{2, 29});
  // Of the last one the thing.
  CHECK(of("groups: {g: {members: [ana, bo]}}", "groups: {g: {members: [ana]}}") ==
        LineColumn{2, 10});
  // The next thing of its kind, else the last one, else the file.
  CHECK(of("groups: {g: {}, h: {}, i: {}}", "groups: {g: {}, i: {}}") == LineColumn{2, 17});
  CHECK(of("groups: {g: {}, h: {}}", "groups: {g: {}}") == LineColumn{2, 10});
  CHECK(of("groups: {g: {}}", "groups: {}") == LineColumn{1, 1});
  // Of a value the thing, of a set the next policy.
  CHECK(of("groups: {g: {rule: 'user.team == \"x\"'}}", "groups: {g: {}}") == LineColumn{2, 10});
  CHECK(of("sets: {s: {combine: first-applicable, policies: [p, q, r]}}",
           "sets: {s: {combine: first-applicable, policies: [p, r]}}") == LineColumn{2, 53});
}

}  // namespace
}  // namespace accessdrift
