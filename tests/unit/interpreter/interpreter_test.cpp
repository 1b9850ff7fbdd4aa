#include "accessdrift/interpreter/interpreter.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "sample_world.h"

namespace accessdrift {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

struct Row {
  std::string who;
  std::string action;
  std::string resource;
  std::string outcome;  ///< `allow` or `deny`
  Values told;
};

/// `-` as a value: absent.
RequestAttributes attributes(const SampleWorld& world, const Values& values) {
  RequestAttributes told;
  for (const auto& [name, text] : values) {
    if (text == "-") {
      told[name] = Told::absent();
      continue;
    }
    const auto value = parse_value(text, world.snapshot().schema.request.at(name));
    REQUIRE(value.has_value());
    told[name] = Told::present(*value);
  }
  return told;
}

std::string word(Outcome outcome) {
  return outcome == Outcome::Allow ? "allow" : outcome == Outcome::Deny ? "deny" : "open";
}

/// Both questions: what is not told is absent, and is said to be. Alone and in a series.
void check_decisions(const SampleWorld& world, const std::vector<Row>& rows) {
  const Interpreter interpreter(world.snapshot());
  Interpreter::Series series(interpreter);
  for (const Row& row : rows) {
    CAPTURE(row.who);
    CAPTURE(row.action);
    CAPTURE(row.resource);
    Request request{row.who, row.action, row.resource, attributes(world, row.told)};
    CHECK(word(interpreter.decide(request)) == row.outcome);
    CHECK(word(series.decide(request)) == row.outcome);
    for (const auto& [name, type] : world.snapshot().schema.request) {
      request.attributes.try_emplace(name, Told::absent());
    }
    CHECK(word(interpreter.explain(request).outcome) == row.outcome);
  }
}

TEST_CASE("decide: policies name identities and aliases and groups and domains and sessions") {
  const SampleWorld world(R"yaml(
users:
  Ana@Corp.Example: {aliases: [a.ng@corp.example, ang]}
  bo@sub.corp.example: {}
  dan: {aliases: [dan@corp.example]}
  eve@corp.example: {status: suspended}
services: {bot: {}}
groups:
  g: {members: [dan, eve@corp.example]}
  outer: {members: [group:g, bot]}
resources: {by-id: {}, by-alias: {}, by-group: {}, by-domain: {}, signed: {}, unsigned: {}, all: {}}
policies:
  p1: {allow: [ana@corp.example, eve@corp.example], to: [by-id]}
  p2: {allow: [A.NG@CORP.example], to: [by-alias]}
  p3: {allow: [group:outer], to: [by-group]}
  p4: {allow: ["domain:CORP.example"], to: [by-domain]}
  p5: {allow: [authenticated], to: [signed]}
  p6: {allow: [anonymous], to: [unsigned]}
  p7: {allow: [anyone], to: [all]}
)yaml");
  const std::string a = "access";
  check_decisions(world, {
                             {"ana@corp.example", a, "by-id", "allow", {}},
                             {"ANA@corp.example", a, "by-id", "allow", {}},
                             {"ang", a, "by-id", "allow", {}},
                             {"ANG", a, "by-id", "deny", {}},  // ids without @ compare exactly
                             {"dan", a, "by-id", "deny", {}},
                             {"eve@corp.example", a, "by-id", "deny", {}},  // suspended
                             {"ana@corp.example", a, "by-alias", "allow", {}},
                             {"dan", a, "by-group", "allow", {}},
                             {"bot", a, "by-group", "allow", {}},
                             {"eve@corp.example", a, "by-group", "deny", {}},
                             {"ana@corp.example", a, "by-group", "deny", {}},
                             {"ana@corp.example", a, "by-domain", "allow", {}},
                             {"bo@sub.corp.example", a, "by-domain", "deny", {}},  // no subdomains
                             {"dan", a, "by-domain", "deny", {}},  // of the primary id only
                             {"dan@corp.example", a, "by-domain", "deny", {}},
                             {"eve@corp.example", a, "by-domain", "deny", {}},
                             {"dan", a, "signed", "allow", {}},
                             {"bot", a, "signed", "allow", {}},
                             {"eve@corp.example", a, "signed", "deny", {}},
                             {"anonymous", a, "signed", "deny", {}},
                             {"who@else", a, "signed", "deny", {}},  // not listed
                             {"dan", a, "unsigned", "deny", {}},
                             {"anonymous", a, "unsigned", "allow", {}},
                             {"eve@corp.example", a, "unsigned", "allow", {}},
                             {"who@else", a, "unsigned", "allow", {}},
                             {"dan", a, "all", "allow", {}},
                             {"anonymous", a, "all", "allow", {}},
                             {"dan", "fly", "all", "deny", {}},  // no such action
                             {"dan", a, "nothing", "deny", {}},  // no such resource
                         });
}

TEST_CASE("decide: every status but active has exactly the access of anonymous") {
  for (const std::string status : {"staged", "suspended", "locked", "disabled", "deleted"}) {
    CAPTURE(status);
    const SampleWorld world(R"yaml(
attributes: {level: int}
users: {bo: {status: )yaml" +
                            status + R"yaml(, attributes: {level: 4}}}
groups: {g: {members: [bo]}, r: {rule: user.level > 1}}
resources: {a: {}, b: {}, c: {}, d: {}}
policies:
  p1: {allow: [bo, group:g, group:r, authenticated], to: [a]}
  p2: {allow: [anonymous], to: [b]}
  p3: {allow: [anyone], to: [c], when: user.level == 4}
  p4: {allow: [anyone], to: [d], when: "!has(user.level)"
  }
)yaml");
    check_decisions(world, {{"bo", "access", "a", "deny", {}},
                            {"bo", "access", "b", "allow", {}},
                            {"bo", "access", "c", "deny", {}},
                            {"bo", "access", "d", "allow", {}}});
  }
}

TEST_CASE("decide: policies are inherited by descendants and implications widen allows only") {
  const SampleWorld world(R"yaml(
users: {ana: {}, bo: {}}
types:
  app: {actions: {admin: [write], write: [read], read: [], audit: []}}
  page: {actions: {read: []}}
resources:
  top: {type: app}
  mid: {parent: top}
  leaf: {type: page, parent: mid}
  own: {actions: [fly], parent: top}
  other: {type: app}
  team/a/x: {}
  team/b: {}
policies:
  writers: {allow: [ana], to: [top], actions: [write]}
  no-write: {deny: [bo], to: [mid], actions: [write]}
  everything: {allow: [bo], to: [top]}
  globbed: {allow: [ana], to: ["team/*"]}
)yaml");
  check_decisions(
      world, {
                 {"ana", "write", "top", "allow", {}},
                 {"ana", "read", "top", "allow", {}},
                 {"ana", "admin", "top", "deny", {}},
                 {"ana", "audit", "top", "deny", {}},
                 {"ana", "read", "mid", "allow", {}},
                 {"ana", "write", "mid", "allow", {}},
                 {"ana", "read", "leaf", "deny", {}},  // its type knows no write that implies read
                 {"ana", "fly", "own", "deny", {}},
                 {"ana", "read", "other", "deny", {}},
                 {"bo", "write", "mid", "deny", {}},
                 {"bo", "read", "mid", "allow", {}},  // a deny denies exactly what it names
                 {"bo", "admin", "mid", "allow", {}},
                 {"bo", "write", "top", "allow", {}},
                 {"bo", "read", "leaf", "allow", {}},
                 {"bo", "fly", "own", "allow", {}},  // no actions named: all of the asked resource
                 {"ana", "access", "team/b", "allow", {}},
                 {"ana", "access", "team/a/x", "deny", {}},
             });
}

TEST_CASE("decide: an error skips an allow and applies a deny unless the policy says otherwise") {
  const SampleWorld world(R"yaml(
context: {mfa: bool}
users: {ana: {}}
resources: {a: {}, b: {}, c: {}, d: {}}
policies:
  a-allow: {allow: [ana], to: [a], when: mfa}
  b-allow: {allow: [ana], to: [b], when: mfa, on_error: apply}
  all: {allow: [ana], to: [c, d]}
  c-deny: {deny: [ana], to: [c], when: mfa}
  d-deny: {deny: [ana], to: [d], when: mfa, on_error: skip}
)yaml");
  const auto row = [](const std::string& resource, const std::string& outcome, Values told) {
    return Row{"ana", "access", resource, outcome, std::move(told)};
  };
  check_decisions(world,
                  {row("a", "deny", {}), row("a", "allow", {{"mfa", "true"}}),
                   row("a", "deny", {{"mfa", "false"}}), row("b", "allow", {}),
                   row("b", "deny", {{"mfa", "false"}}), row("c", "deny", {}),
                   row("c", "deny", {{"mfa", "true"}}), row("c", "allow", {{"mfa", "false"}}),
                   row("d", "allow", {}), row("d", "deny", {{"mfa", "true"}})});
}

TEST_CASE("decide: effective scopes are the closure of the requested ones under includes") {
  const SampleWorld world(R"yaml(
users: {ana: {}}
scopes: {read: {}, write: {includes: [read]}, admin: {includes: [write]}, other: {}}
resources: {a: {}, b: {}, c: {}, d: {}, e: {}}
policies:
  p1: {allow: [ana], to: [a], scopes: [read]}
  p2: {allow: [ana], to: [b], scopes: [read, other]}
  p3: {allow: [ana], to: [c], when: '"read" in token.scopes'}
  p4: {allow: [ana], to: [d], when: size(token.scopes) == 3}
  p5: {allow: [ana], to: [e]}
)yaml");
  const auto row = [](const std::string& resource, const std::string& outcome,
                      const std::string& scopes) {
    return Row{"ana", "access", resource, outcome, {{"token.scopes", scopes}}};
  };
  check_decisions(
      world,
      {row("a", "allow", "read"), row("a", "allow", "write"), row("a", "allow", "admin"),
       row("a", "deny", "other"), row("a", "deny", ""), row("a", "deny", "-"),  // absent is none
       row("b", "deny", "admin"), row("b", "allow", "admin,other"), row("c", "allow", "admin"),
       row("c", "deny", "other"), row("c", "deny", "-"), row("d", "allow", "admin"),
       row("d", "deny", "write"), row("e", "allow", "-")});
}

TEST_CASE("decide: what the declarations do not allow cannot be read") {
  const SampleWorld world(R"yaml(
context: {os: [linux, macos], n: int, m: {type: bool, required: true}, l: {set: [x, y]}}
users: {ana: {}}
resources: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}}
policies:
  p1: {allow: [ana], to: [a], when: "!has(os)"}
  p2: {allow: [ana], to: [b], when: os != "linux"}
  p3: {allow: [ana], to: [c], when: "!has(n)"}
  p4: {allow: [ana], to: [d], when: "!has(m)"}
  p5: {allow: [ana], to: [e], when: has(l)}
  p6: {allow: [ana], to: [f], when: has(os) || m}
)yaml");
  const Interpreter interpreter(world.snapshot());
  const auto decide = [&](const std::string& resource, const std::string& name, Told told) {
    return interpreter.decide({"ana", "access", resource, {{name, std::move(told)}}});
  };
  const auto present = [](Value value) { return Told::present(std::move(value)); };
  CHECK(decide("a", "os", Told::absent()) == Outcome::Allow);
  CHECK(decide("a", "os", present(true)) == Outcome::Deny);
  CHECK(decide("a", "os", present(std::string("beos"))) == Outcome::Deny);
  CHECK(decide("b", "os", present(std::string("macos"))) == Outcome::Allow);
  CHECK(decide("b", "os", present(std::string("beos"))) == Outcome::Deny);
  CHECK(decide("c", "n", present(std::string("7"))) == Outcome::Deny);
  CHECK(decide("d", "m", Told::absent()) == Outcome::Deny);
  CHECK(decide("e", "l", present(std::set<std::string>{"x"})) == Outcome::Allow);
  CHECK(decide("e", "l", present(std::set<std::string>{"x", "z"})) == Outcome::Deny);
  CHECK(decide("f", "m", present(true)) == Outcome::Allow);
}

TEST_CASE("explain: what was not told is open") {
  const SampleWorld world(R"yaml(
context: {mfa: bool, sure: {type: bool, required: true}}
users: {ana: {}, bo: {}}
resources: {a: {}, b: {}, c: {}, d: {}}
scopes: {read: {}}
policies:
  a1: {allow: [ana], to: [a], when: mfa}
  b1: {allow: [ana], to: [b], when: mfa}
  b2: {allow: [ana], to: [b]}
  c1: {allow: [ana], to: [c]}
  c2: {deny: [ana], to: [c], when: sure}
  d1: {allow: [ana], to: [d], scopes: [read]}
)yaml");
  const Interpreter interpreter(world.snapshot());
  const auto outcome = [&](const std::string& who, const std::string& resource) {
    return word(interpreter.explain({who, "access", resource, {}}).outcome);
  };
  CHECK(outcome("ana", "a") == "open");
  CHECK(outcome("bo", "a") == "deny");
  CHECK(outcome("ana", "b") == "allow");
  CHECK(outcome("ana", "c") == "open");
  CHECK(outcome("ana", "d") == "open");
}

TEST_CASE("explain: says who is listed and active and what decided") {
  const SampleWorld world(R"yaml(
context: {mfa: bool}
users: {ana: {}, bo: {status: locked}}
resources: {a: {}}
policies:
  p1: {allow: [ana], to: [a], when: mfa}
  p2: {deny: [ana], to: [a], when: "!mfa", on_error: skip}
)yaml");
  const Interpreter interpreter(world.snapshot());
  const auto explain = [&](const std::string& who, const Values& told) {
    return interpreter.explain({who, "access", "a", attributes(world, told)});
  };
  const Decision allowed = explain("ana", {{"mfa", "true"}});
  CHECK(allowed.outcome == Outcome::Allow);
  CHECK(allowed.is_listed);
  CHECK(allowed.is_active);
  CHECK_FALSE(allowed.by_default);
  CHECK(allowed.decisive == std::vector{PolicyIndex{std::uint32_t{0}}});
  CHECK(allowed.policies.size() == 2);
  CHECK(allowed.policies[0].takes_effect);
  CHECK_FALSE(allowed.policies[1].may_take_effect);

  const Decision denied = explain("ana", {{"mfa", "false"}});
  CHECK(denied.outcome == Outcome::Deny);
  CHECK_FALSE(denied.by_default);
  CHECK(denied.decisive == std::vector{PolicyIndex{std::uint32_t{1}}});

  const Decision nobody = explain("ana", {{"mfa", "-"}});
  CHECK(nobody.outcome == Outcome::Deny);
  CHECK(nobody.by_default);
  CHECK(nobody.decisive.empty());
  CHECK(nobody.policies[0].applies == Mark::Error);
  CHECK_FALSE(nobody.policies[0].may_take_effect);

  const Decision open = explain("ana", {});
  CHECK(open.outcome == Outcome::Open);
  CHECK(open.policies[0].applies == Mark::Open);
  CHECK(open.policies[0].may_take_effect);
  CHECK_FALSE(open.policies[0].takes_effect);

  CHECK_FALSE(explain("bo", {}).is_active);
  CHECK(explain("bo", {}).is_listed);
  CHECK_FALSE(explain("zed", {}).is_listed);
  CHECK(explain("zed", {}).is_active);
  CHECK(explain("anonymous", {}).is_listed);
  CHECK(explain("anonymous", {}).is_active);
}

}  // namespace
}  // namespace accessdrift
