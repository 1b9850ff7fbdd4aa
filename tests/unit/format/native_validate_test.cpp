#include <doctest/doctest.h>

#include "native_sample.h"

namespace accessdrift {
namespace {

using sample::Reading;
using sample::validation_places;
using Expected = std::vector<std::string>;
using Files = std::map<std::string, std::string>;

struct Case {
  std::string text;  ///< stands under the header, from line 2
  Expected problems;
};

void check_all(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    CAPTURE(one.text);
    CHECK(validation_places({{"a.yaml", "accessdrift: 1\n" + one.text}}) == one.problems);
  }
}

/// The only problem of a file.
Diagnostic problem_of(const std::string& text) {
  const Reading reading("accessdrift: 1\n" + text);
  REQUIRE(reading.problems.empty());
  Diagnostics problems = validate_native(reading.linked());
  REQUIRE(problems.size() == 1);
  problems[0].span = {};  // the file goes
  for (Diagnostic::Note& note : problems[0].notes) note.span = {};
  return problems[0];
}

}  // namespace

TEST_CASE("validate_native: one id is defined once over all files") {
  const std::vector<std::pair<std::string, std::string>> things = {
      {"users: {x: {}}", "users: {x: {}}"},
      {"users: {X@a.example: {}}", "services: {x@a.example: {}}"},
      {"groups: {x: {}}", "groups: {x: {members: []}}"},
      {"networks: {x: []}", "networks: {x: []}"},
      {"windows: {x: 'Mon 08:00-09:00 UTC'}", "windows: {x: 'Tue 08:00-09:00 UTC'}"},
      {"context: {x: int}", "context: {x: bool}"},
      {"attributes: {x: int}", "attributes: {x: int}"},
      {"scopes: {x: {}}", "scopes: {x: {}}"},
      {"clients: {x: {}}", "clients: {x: {}}"},
      {"types: {x: {actions: {}}}", "types: {x: {actions: {}}}"},
      {"resources: {x: {}}", "resources: {x: {}}"},
      {"sets: {x: {policies: []}}", "sets: {x: {policies: []}}"},
      {"renames: {x: y}", "renames: {x: y}"},
  };
  for (const auto& [first, second] : things) {
    CAPTURE(first);
    const Expected problems =
        validation_places({{"a.yaml", "accessdrift: 1\ndirectory: closed\n" + first},
                           {"b.yaml", "accessdrift: 1\n" + second}});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].starts_with("b.yaml:2:"));
    CHECK(problems[0].ends_with(" defined-twice"));
  }
  CHECK(validation_places({{"a.yaml", "accessdrift: 1\ndirectory: closed"},
                           {"b.yaml", "accessdrift: 1\ndirectory: closed"}}) ==
        Expected{"b.yaml:2:1 defined-twice"});
}

TEST_CASE("validate_native: a second definition is told with the first") {
  const Reading reading(Files{
      {"a.yaml",
       "accessdrift: 1\nusers: {x: {}}\nresources: {r: {}}\npolicies: {p: {allow: [x], to: [r]}}"},
      {"b.yaml", "accessdrift: 1\npolicies: {p: {allow: [x], to: [r]}}"}});
  const Diagnostics problems = validate_native(reading.linked());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message == "policy `p` is defined twice");
  CHECK(problems[0].span.path() == "b.yaml");
  REQUIRE(problems[0].notes.size() == 1);
  CHECK(problems[0].notes[0].span.path() == "a.yaml");
  CHECK(problems[0].notes[0].span.start() == LineColumn{4, 12});
}

TEST_CASE("validate_native: mentions of what is missing are errors") {
  const std::string users = "users: {a: {}}\nresources: {r: {}}\n";
  check_all({
      {users + "groups: {g: {members: [b]}}", {"4:24 unknown-user"}},
      {users + "groups: {g: {members: ['group:h']}}", {"4:24 unknown-group"}},
      {users + "policies: {p: {allow: [b, 'group:g'], to: [r]}}",
       {"4:24 unknown-user", "4:27 unknown-group"}},
      {users + "policies: {p: {deny: [a], to: [s]}}", {"4:32 unknown-resource"}},
      {users + "policies: {p: {deny: [a], to: [r], scopes: [s]}}", {"4:45 unknown-scope"}},
      {"directory: closed\nresources: {r: {parent: s}}", {"3:25 unknown-resource"}},
      {"directory: closed\nresources: {r: {type: t}}", {"3:23 unknown-type"}},
      {"directory: closed\nscopes: {s: {includes: [t]}}", {"3:25 unknown-scope"}},
      {"directory: closed\nclients: {c: {scopes: [t]}}", {"3:24 unknown-scope"}},
      {users + "clients: {c: {users: [b, 'group:g', 'client:d']}}",
       {"4:23 unknown-user", "4:26 unknown-group", "4:37 unknown-client"}},
      {users + "policies: {p: {allow: ['client:c'], to: [r]}}", {"4:24 unknown-client"}},
      {"directory: closed\nnetworks: {n: [m]}", {"3:16 unknown-network"}},
      {"directory: closed\nsets: {s: {policies: [p, 'set:t']}}",
       {"3:23 unknown-policy", "3:26 unknown-set"}},
      {"directory: closed\ntypes: {t: {actions: {a: [b]}}}", {"3:27 unknown-action"}},
      {"users: {a: {attributes: {x: 1}}}", {"2:26 unknown-attribute"}},
      {"directory: closed\nresources: {r: {attributes: {x: 1}}}", {"3:30 unknown-attribute"}},
  });
}

TEST_CASE("validate_native: an alias names its identity wherever an id can stand") {
  check_all({
      {"users: {a: {aliases: [A.B@x.example]}}\ngroups: {g: {members: [a.b@X.example]}}", {}},
      {"users: {a: {aliases: [b, c]}}\ngroups: {g: {members: [b, c]}}", {"3:27 repeated-member"}},
      {"users: {a: {aliases: [b]}}\nresources: {r: {}}\npolicies: {p: {allow: [b, a], to: [r]}}",
       {"4:27 repeated-member"}},
  });
}

TEST_CASE("validate_native: an alias is claimed once and is no id") {
  check_all({
      {"users:\n  a: {aliases: [c]}\n  b: {aliases: [c]}", {"4:17 alias-taken"}},
      {"users:\n  a: {aliases: [b]}\n  b: {}", {"3:17 alias-taken"}},
      {"users:\n  a: {aliases: [a]}", {"3:17 alias-taken"}},
      {"users:\n  a: {aliases: [b]}\nservices: {b: {}}", {"3:17 alias-taken"}},
  });
}

TEST_CASE("validate_native: a uid belongs to one identity") {
  check_all({
      {"users:\n  a: {uid: '1'}\n  b: {uid: '2'}\n  c: {uid: '1'}", {"5:3 duplicate-uid"}},
      {"users:\n  a: {uid: a}\n  b: {uid: b}", {}},
  });
}

TEST_CASE("validate_native: globs match something") {
  const std::string users = "users: {a: {}}\nresources: {x/y: {}}\n";
  check_all({
      {users + "policies: {p: {allow: [a], to: ['x/*', '**']}}", {}},
      {users + "policies: {p: {allow: [a], to: ['*']}}", {"4:33 glob-matches-nothing"}},
      {users + "policies: {p: {allow: [a], to: ['x/*', 'y/**']}}", {"4:40 glob-matches-nothing"}},
  });
}

TEST_CASE("validate_native: a resource that the policy reaches has its action") {
  const std::string world =
      "users: {a: {}}\n"
      "types: {app: {actions: {write: [read], read: []}}, box: {actions: {open: []}}}\n"
      "resources: {app: {type: app}, box: {type: box, parent: app}, plain: {}, own: {actions: "
      "[go], parent: box}}\n";
  check_all({
      {world + "policies: {p: {allow: [a], to: [app], actions: [read, open, go]}}", {}},
      {world + "policies: {p: {allow: [a], to: [box], actions: [open, read]}}",
       {"5:55 unknown-action"}},
      {world + "policies: {p: {allow: [a], to: [plain], actions: [access]}}", {}},
      {world + "policies: {p: {allow: [a], to: [plain], actions: [read]}}",
       {"5:51 unknown-action"}},
      {world + "policies: {p: {allow: [a], to: [own, box], actions: [open, '*']}}",
       {"5:60 unknown-action"}},
  });
}

TEST_CASE("validate_native: cycles are told once with their path") {
  check_all({
      {"directory: closed\nresources:\n  a: {parent: b}\n  b: {parent: c}\n  c: {parent: a}\n  d: "
       "{parent: a}",
       {"4:15 parent-cycle"}},
      {"directory: closed\nresources: {a: {parent: a}}", {"3:25 parent-cycle"}},
      {"directory: closed\ntypes: {t: {actions: {a: [b], b: [a]}}}", {"3:27 implication-cycle"}},
      {"directory: closed\nnetworks: {a: [b], b: [a, c], c: []}", {"3:16 network-cycle"}},
      {"directory: closed\nscopes: {a: {includes: [b]}, b: {includes: [a]}}", {"3:25 scope-cycle"}},
      {"directory: closed\nsets: {a: {policies: ['set:b']}, b: {policies: ['set:a']}}",
       {"3:23 set-cycle"}},
      {"users: {a: {}}\ngroups: {g: {members: ['group:h']}, h: {members: ['group:g', 'group:h']}}",
       {}},
  });
  const Diagnostic cycle = problem_of(
      "directory: closed\nresources:\n  a: {parent: b}\n  b: {parent: c}\n  c: {parent: a}");
  CHECK(cycle.message == "the parents of resource `a` form a cycle");
  CHECK(cycle.label == "`a` has the parent `b`");
  REQUIRE(cycle.notes.size() == 2);
  CHECK(cycle.notes[0].text == "`b` has the parent `c`");
  CHECK(cycle.notes[1].text == "`c` has the parent `a`");
}

TEST_CASE("validate_native: a policy or set stands in one place") {
  const std::string world =
      "users: {a: {}}\nresources: {r: {}}\npolicies: {p: {allow: [a], to: [r]}}\n";
  check_all({
      {world + "sets: {s: {policies: [p]}, t: {policies: [p]}}", {"5:43 placed-twice"}},
      {world + "sets: {s: {policies: [p, 'set:u']}, t: {policies: ['set:u']}, u: {policies: []}}",
       {"5:52 placed-twice"}},
      {world + "sets: {s: {policies: [p, 'set:t']}, t: {policies: []}}", {}},
  });
}

TEST_CASE("validate_native: attribute values have the declared type") {
  const std::string types =
      "attributes: {b: bool, i: int, s: string, p: ip, t: time, e: [x, y], l: {set: [x, y]}}\n";
  const auto with = [&](const std::string& value) {
    return types + "users: {u: {attributes: {" + value + "}}}";
  };
  for (const std::string value : {"b: true", "i: 7", "i: -7", "s: x", "s: ''", "p: 10.0.0.1",
                                  "t: 2027-01-31", "e: x", "l: []", "l: [y, x]"}) {
    CAPTURE(value);
    CHECK(validation_places({{"a.yaml", "accessdrift: 1\n" + with(value)}}) == Expected{});
  }
  for (const std::string value : {"b: 'true'", "i: '7'", "i: 99999999999999999999", "s: 7",
                                  "s: true", "p: here", "t: 7", "e: [x]", "l: x", "l: [z]"}) {
    CAPTURE(value);
    CHECK(validation_places({{"a.yaml", "accessdrift: 1\n" + with(value)}}) ==
          Expected{"3:29 wrong-type"});
  }
  CHECK(validation_places({{"a.yaml", "accessdrift: 1\n" + with("e: z")}}) ==
        Expected{"3:29 unknown-value"});
}

TEST_CASE("validate_native: renames never make an id unknown but are no knot") {
  check_all({
      {"users: {a: {}}\nrenames: {gone: a, old: older}", {}},
      {"users: {a: {}}\nrenames: {x: y, y: a}", {}},
      {"users: {a: {}}\nrenames: {x: x}", {"3:14 rename-cycle"}},
      {"users: {a: {}}\nrenames: {x: y, y: x}", {"3:14 rename-cycle"}},
      {"users: {a: {}}\nrenames: {x: a, y: a}", {"3:20 conflicting-rename"}},
      {"users: {a: {}}\nresources: {r: {}}\nrenames: {old: r}", {}},
      {"directory: closed\ngroups: {g: {}}\nrenames: {'group:g': 'group:h', 'group:h': 'group:g'}",
       {"4:22 rename-cycle"}},
      {"directory: closed\ngroups: {g: {}}\nrenames: {'group:a': 'group:g', 'group:b': 'group:g'}",
       {"4:44 conflicting-rename"}},
      {"users: {a: {}}\nresources: {a: {}}\nrenames: {old: a}", {}},
  });
}

TEST_CASE("validate_native: an open directory knows whom it does not list") {
  const std::string policy =
      "resources: {wiki: {}}\npolicies: {p: {allow: [ana, \"group:g\"], to: [wiki]}}\n";
  const std::string group = "groups: {g: {members: [bo]}}\n";
  check_all({
      {"groups: {g: {}}", {}},
      {"users: {}", {}},
      {policy + group, {}},
      {"directory: open\nusers: {ana: {}}\n" + policy + group, {}},
      {"directory: closed\n" + policy + group, {"4:24 unknown-user", "5:24 unknown-user"}},
      {"clients: {c: {scopes: [s], users: [caro]}}\nscopes: {s: {}}", {}},
  });
}

TEST_CASE("validate_native: a window needs a zone that exists") {
  check_all({
      {"directory: closed\nwindows: {w: 'Mon 08:00-09:00 Europe/Berlin'}", {}},
      {"directory: closed\nwindows: {w: 'Mon 08:00-09:00 Europe/Berln'}", {"3:31 unknown-zone"}},
      {"directory: closed\nwindows: {w: ['Mon 08:00-09:00 UTC', 'Tue 08:00-09:00 Broken/Zone']}",
       {"3:55 unknown-zone"}},
  });
  CHECK(problem_of("directory: closed\nwindows: {w: 'Mon 08:00-09:00 Europe/Berln'}").help ==
        "did you mean `Europe/Berlin`?");
  const Reading reading("accessdrift: 1\ndirectory: closed\nwindows: {w: 'Mon 08:00-09:00 UTC'}");
  const Diagnostics problems = validate_native(reading.linked(std::make_shared<const TimeZones>()));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "no-zone-data");
}

TEST_CASE("validate_native: values of type time are dates or times") {
  const auto with = [](const std::string& value) {
    return "attributes: {hired: time}\nusers: {a: {attributes: {hired: " + value + "}}}";
  };
  check_all({
      {with("2027-01-31"), {}},
      {with("'2027-01-31T18:00:00Z'"), {}},
      {with("2027"), {"3:33 wrong-type"}},
      {with("soon"), {"3:33 invalid-time"}},
      {with("2027-01-31T18:00:00.5Z"), {"3:33 invalid-time"}},
      {with("0000-12-31"), {"3:33 invalid-time"}},
  });
  const Diagnostic problem = problem_of(with("2027-01-31T18:00:00.5Z"));
  CHECK(problem.label == "times are whole seconds");
  CHECK(problem.help == "write `2027-01-31T18:00:00Z`");
}

TEST_CASE("validate_native: a missing group or user is told with what is near") {
  struct HelpCase {
    std::string members, help;
  };
  const std::vector<HelpCase> cases = {
      {"'group:finanse'", "did you mean `group:finance`?"},
      {"finance", "did you mean `group:finance`?"},
      {"'group:bob'", "did you mean `bob`?"},
      {"Alicia@x.example", "did you mean `alice@x.example`?"},
      {"nobody-like-this", ""},
  };
  for (const HelpCase& one : cases) {
    CAPTURE(one.members);
    CHECK(problem_of("users: {alice@x.example: {}, bob: {}}\ngroups: {finance: {}, g: {members: [" +
                     one.members + "]}}")
              .help == one.help);
  }
}

TEST_CASE("validate_native: suggestions are found in a large table too") {
  std::string text = "users:\n";
  for (int i = 0; i < 20'000; ++i) text += "  person-" + std::to_string(10'000 + i) + ": {}\n";
  text += "groups: {g: {members: [persn-12345]}}\n";
  CHECK(problem_of(text).help == "did you mean `person-12345`?");
}

TEST_CASE("validate_native: thousands of wrong mentions cost a bounded number of suggestions") {
  std::string text = "users:\n";
  for (int i = 0; i < 9'000; ++i) text += "  person-" + std::to_string(10'000 + i) + ": {}\n";
  text += "groups:\n  g:\n    members:\n";
  for (int i = 0; i < 5'000; ++i) text += "      - persona-" + std::to_string(10'000 + i) + "\n";
  const Reading reading("accessdrift: 1\n" + text);
  const Diagnostics problems = validate_native(reading.linked());
  CHECK(problems.size() == 5'000);
  CHECK(problems.front().help == "did you mean `person-10000`?");
  CHECK(problems.back().help.empty());
}

TEST_CASE("validate_native: everything wrong is told at once sorted by file and place") {
  CHECK(validation_places(
            {{"b.yaml", "accessdrift: 1\ngroups: {g: {members: [x]}}\nresources: {r: {parent: r}}"},
             {"a.yaml", "accessdrift: 1\nusers: {u: {attributes: {a: 1}}}\nrenames: {x: x}"}}) ==
        Expected{"a.yaml:2:26 unknown-attribute", "a.yaml:3:14 rename-cycle",
                 "b.yaml:2:24 unknown-user", "b.yaml:3:25 parent-cycle"});
}

}  // namespace accessdrift
