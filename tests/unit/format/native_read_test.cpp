#include <doctest/doctest.h>

#include "native_sample.h"
#include "read_rows.h"

namespace accessdrift {

using sample::check_all;
using sample::places;
using sample::Reading;
using Expected = std::vector<std::string>;

TEST_CASE("read_native: the header decides whether a file is ours") {
  CHECK(Reading("users: {}").files.empty());
  CHECK(Reading("- accessdrift: 1").files.empty());
  CHECK(Reading("text").files.empty());
  CHECK(Reading("").files.empty());
  CHECK(Reading("accessdrift: 1").files.size() == 1);
  CHECK(Reading(std::map<std::string, std::string>{{"a.json", R"({"accessdrift": 1})"}})
            .files.size() == 1);
}

TEST_CASE("read_native: other versions are refused and nothing else is said of the file") {
  for (const std::string version : {"2", "\"1\"", "1.0", "true", "[1]", "~"}) {
    CAPTURE(version);
    const Reading reading("accessdrift: " + version + "\nuser: {}");
    CHECK(places(reading.problems) == Expected{"1:14 unsupported-version"});
    CHECK(reading.is_partial);
  }
}

TEST_CASE("read_native: the whole format of the design but for what is not supported is accepted") {
  const Reading reading(R"(accessdrift: 1
directory: closed
context:
  auth.mfa: bool
  device.os: [linux, macos, windows]
  auth.methods: {set: [pwd, otp, hwk]}
  risk.score: {type: int, required: true}
  mode: {type: [a, b]}
  login.at: time
attributes: {department: string, level: int, owner: string, home: ip, hired: time, tags: {set: [x, y]}}
networks: {office: [203.0.113.0/24, "2001:db8::/32", vpn], vpn: [10.0.0.1]}
windows: {office_hours: "Mon-Fri 08:00-18:00 Europe/Berlin"}
users:
  Ana@corp.example: {uid: "7", aliases: [a.ng@corp.example], attributes: {department: finance, level: 4}}
  bo@partner.example: {status: suspended, until: 2027-01-31, attributes: {tags: [x]}}
services: {backup-bot: {}}
groups:
  finance: {members: [ana@corp.example, group:finance-leads, {user: bo@partner.example}, {group: engineers}]}
  finance-leads: {members: [{user: bo@partner.example, until: 2027-01-31}]}
  engineers: {rule: 'user.department == "engineering"', members: []}
scopes: {payroll.read: {}, payroll.write: {includes: [payroll.read]}}
types: {app: {actions: {admin: [write], write: [read], read: []}}}
resources:
  finance-apps: {type: app}
  payroll: {parent: finance-apps, attributes: {owner: finance}}
  other: {actions: [go]}
policies:
  reads:
    allow: [group:finance, domain:corp.example, anyone, anonymous, authenticated]
    to: [payroll, "finance-*"]
    actions: [read]
    scopes: [payroll.read]
    when: request.ip in networks.office && auth.mfa
    on_error: apply
  none: {deny: [group:engineers], to: ["**"]}
sets: {door: {combine: first-applicable, policies: [none, "set:inner"]}, inner: {policies: [reads]}}
renames: {old@corp.example: ana@corp.example}
)");
  CHECK(places(reading.problems) == Expected{});
  REQUIRE(reading.files.size() == 1);
  const Declarations& file = *reading.files.front();
  const auto text = [&](Name name) { return reading.names->text(name); };
  CHECK(text(file.users[0].id) == "ana@corp.example");
  CHECK(text(file.users[0].spelling) == "Ana@corp.example");
  CHECK(text(file.users[0].uid) == "7");
  CHECK(file.users[1].status == Status::Suspended);
  CHECK(file.users[2].is_service);
  CHECK(file.groups[0].members.count == 4);
  CHECK(file.mentions[0].id == file.users[0].id);
  CHECK(file.mentions[3].kind == MentionKind::Group);
  CHECK(file.context[3].type.is_required);
  CHECK(file.policies[0].who[1].kind == MentionKind::Domain);
  CHECK(file.policies[0].on_error == OnError::Apply);
  CHECK_FALSE(file.policies[1].actions.has_value());
  CHECK(file.sets[0].combine == Combine::FirstApplicable);
  CHECK(file.sets[0].members[1].is_set);
  CHECK(text(file.sets[0].members[1].id) == "inner");
  CHECK(validate_native(reading.linked()).empty());
}

TEST_CASE("read_native: unknown keys are refused everywhere") {
  check_all({
      {"user: {}", {"2:1 unknown-key"}},
      {"users: {a: {mail: x}}", {"2:13 unknown-key"}},
      {"services: {a: {members: []}}", {"2:16 unknown-key"}},
      {"groups: {a: {member: []}}", {"2:14 unknown-key"}},
      {"groups: {a: {members: [{user: x, since: 1}]}}", {"2:34 unknown-key"}},
      {"scopes: {a: {include: []}}", {"2:14 unknown-key"}},
      {"types: {a: {actions: {}, x: 1}}", {"2:26 unknown-key"}},
      {"resources: {a: {name: x}}", {"2:17 unknown-key"}},
      {"policies: {a: {allow: [b], to: [c], unless: x}}", {"2:37 unknown-key"}},
      {"sets: {a: {policies: [], order: 1}}", {"2:26 unknown-key"}},
      {"context: {a: {type: int, max: 1}}", {"2:26 unknown-key"}},
      {"attributes: {a: {set: [x], required: true}}", {"2:28 unknown-key"}},
  });
}

TEST_CASE("read_native: an unknown key is told with what is expected and what is near") {
  const Reading reading("accessdrift: 1\npolicies: {p: {alow: [a], allow: [b], to: [c]}}");
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].message == "unknown key `alow` in policy `p`");
  CHECK(reading.problems[0].label == "not a key of a policy");
  CHECK(reading.problems[0].help ==
        "did you mean `allow`? expected `allow`, `deny`, `to`, `actions`, `scopes`, `when` or "
        "`on_error`");
}

TEST_CASE("read_native: merge keys are refused and other uses of the text are not") {
  check_all({
      {"<<: {users: {}}", {"2:1 merge-key"}},
      {"users: {<<: {a: {}}, b: {}}", {"2:9 merge-key"}},
      {"policies: {p: {<<: {}, allow: [b], to: [c]}}", {"2:16 merge-key"}},
      {"users: {'<<': {}}", {}},
  });
}

TEST_CASE("read_native: values of the wrong type are refused") {
  check_all({
      {"users: [a]", {"2:8 wrong-type"}},
      {"users:", {"2:7 wrong-type"}},
      {"users: {a: ~}", {"2:12 wrong-type"}},
      {"users: {a: {uid: 7}}", {"2:18 wrong-type"}},
      {"users: {a: {uid: ''}}", {"2:18 wrong-type"}},
      {"users: {a: {aliases: b}}", {"2:22 wrong-type"}},
      {"users: {a: {aliases: [1]}}", {"2:23 wrong-type"}},
      {"users: {a: {status: [active]}}", {"2:21 wrong-type"}},
      {"users: {a: {attributes: [x]}}", {"2:25 wrong-type"}},
      {"users: {a: {attributes: {x: 1.5}}}", {"2:29 wrong-type"}},
      {"users: {a: {attributes: {x: {}}}}", {"2:29 wrong-type"}},
      {"users: {a: {attributes: {x: ~}}}", {"2:29 wrong-type"}},
      {"users: {a: {attributes: {x: [1]}}}", {"2:30 wrong-type"}},
      {"groups: {a: {members: b}}", {"2:23 wrong-type"}},
      {"groups: {a: {members: [1, [b], ~]}}",
       {"2:24 wrong-type", "2:27 wrong-type", "2:32 wrong-type"}},
      {"groups: {a: {rule: true}}", {"2:20 wrong-type"}},
      {"networks: {a: 10.0.0.0/8}", {"2:15 wrong-type"}},
      {"networks: {a: [1]}", {"2:16 wrong-type"}},
      {"scopes: {a: {includes: b}}", {"2:24 wrong-type"}},
      {"types: {a: {actions: [x]}}", {"2:22 wrong-type"}},
      {"types: {a: {actions: {x: y}}}", {"2:26 wrong-type"}},
      {"resources: {a: {type: [t]}}", {"2:23 wrong-type"}},
      {"resources: {a: {parent: 1}}", {"2:25 wrong-type"}},
      {"resources: {a: {actions: go}}", {"2:26 wrong-type"}},
      {"policies: {a: {allow: b, to: [c]}}", {"2:23 wrong-type"}},
      {"policies: {a: {allow: [b], to: c}}", {"2:32 wrong-type"}},
      {"policies: {a: {allow: [b], to: [c], when: true}}", {"2:43 wrong-type"}},
      {"policies: {a: {allow: [b], to: [c], scopes: d}}", {"2:45 wrong-type"}},
      {"policies: {a: {allow: [b], to: [c], on_error: 1}}", {"2:47 wrong-type"}},
      {"sets: {a: {policies: b}}", {"2:22 wrong-type"}},
      {"sets: {a: {combine: 1, policies: [b, 2]}}", {"2:21 wrong-type", "2:38 wrong-type"}},
      {"renames: [a]", {"2:10 wrong-type"}},
      {"renames: {a: [b]}", {"2:14 wrong-type"}},
      {"context: {a: 1}", {"2:14 wrong-type"}},
      {"context: {a: {type: int, required: 1}}", {"2:36 wrong-type"}},
      {"context: {a: {set: x}}", {"2:20 wrong-type"}},
      {"directory: true", {"2:12 wrong-type"}},
  });
}

TEST_CASE("read_native: a wrong type says what is expected and what it is") {
  const Reading reading("accessdrift: 1\nusers: {a: {uid: 7}}");
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].message == "`uid` of user `a` must be a text, is the number `7`");
  CHECK(reading.problems[0].label == "expected a text");
  CHECK(reading.problems[0].help == "write `\"7\"` for the text");
}

TEST_CASE("read_native: values that are not in a closed list are refused") {
  check_all({
      {"directory: shut", {"2:12 unknown-value"}},
      {"users: {a: {status: Active}}", {"2:21 unknown-value"}},
      {"context: {a: boolean}", {"2:14 unknown-value"}},
      {"attributes: {a: text}", {"2:17 unknown-value"}},
      {"policies: {a: {allow: [b], to: [c], on_error: ignore}}", {"2:47 unknown-value"}},
      {"sets: {a: {combine: any-of, policies: [b]}}", {"2:21 unknown-value"}},
  });
}

TEST_CASE("read_native: a policy needs one effect, resources and no empty list") {
  check_all({
      {"policies: {a: {to: [c]}}", {"2:12 missing-key"}},
      {"policies: {a: {allow: [b]}}", {"2:12 missing-key"}},
      {"policies: {a: {}}", {"2:12 missing-key", "2:12 missing-key"}},
      {"policies: {a: {allow: [b], deny: [d], to: [c]}}", {"2:28 both-effects"}},
      {"policies: {a: {allow: [], to: [c]}}", {"2:23 empty-list"}},
      {"policies: {a: {deny: [b], to: []}}", {"2:31 empty-list"}},
      {"policies: {a: {allow: [b], to: [c], actions: []}}", {"2:46 empty-list"}},
      {"policies: {a: {allow: [b], to: [c], scopes: []}}", {"2:45 empty-list"}},
      {"policies: {a: {allow: ~, to: [c]}}", {"2:23 wrong-type"}},
  });
}

TEST_CASE("read_native: other empty lists are refused only where they mean nothing") {
  check_all({
      {"groups: {a: {members: []}}", {}},
      {"users: {a: {aliases: []}}", {}},
      {"networks: {a: []}", {}},
      {"sets: {a: {policies: []}}", {}},
      {"scopes: {a: {includes: []}}", {}},
      {"resources: {a: {actions: []}}", {"2:26 empty-list"}},
      {"context: {a: []}", {"2:14 empty-list"}},
      {"attributes: {a: {set: []}}", {"2:23 empty-list"}},
  });
}

TEST_CASE("read_native: required keys of types sets and attribute types are asked for") {
  check_all({
      {"types: {a: {}}", {"2:9 missing-key"}},
      {"sets: {a: {combine: all-of}}", {"2:8 missing-key"}},
      {"context: {a: {required: true}}", {"2:14 missing-key"}},
      {"attributes: {a: {}}", {"2:17 missing-key"}},
  });
}

TEST_CASE("read_native: keys that exclude one another are refused together") {
  check_all({
      {"resources: {a: {type: t, actions: [x]}}", {"2:26 conflicting-keys"}},
      {"context: {a: {type: int, set: [x]}}", {"2:14 conflicting-keys"}},
  });
}

TEST_CASE("read_native: names have letters digits and underscores") {
  check_all({
      {"networks: {a-b: []}", {"2:12 invalid-name"}},
      {"networks: {1a: []}", {"2:12 invalid-name"}},
      {"networks: {in: []}", {"2:12 invalid-name"}},
      {"networks: {a.b: []}", {"2:12 invalid-name"}},
      {"attributes: {a.b: int}", {"2:14 invalid-name"}},
      {"attributes: {'': int}", {"2:14 invalid-name"}},
      {"context: {a..b: int}", {"2:11 invalid-name"}},
      {"context: {a.: int}", {"2:11 invalid-name"}},
      {"context: {a.true: int}", {"2:11 invalid-name"}},
      {"context: {_a1.b_2: int}", {}},
      {"context: {a: {set: ['x,y']}}", {"2:21 invalid-name"}},
      {"context: {a: ['x,y']}", {}},
      {"scopes: {'a,b': {}}", {"2:10 invalid-name"}},
      {"resources: {a*: {}}", {"2:13 invalid-name"}},
      {"users: {'': {}}", {"2:9 invalid-name"}},
      {"groups: {~: {}}", {"2:10 invalid-name"}},
      {"policies: {'': {}}", {"2:12 invalid-name"}},
  });
}

TEST_CASE("read_native: reserved ids are refused") {
  check_all({
      {"users: {anonymous: {}}", {"2:9 reserved-id"}},
      {"users: {anyone: {}}", {"2:9 reserved-id"}},
      {"services: {authenticated: {}}", {"2:12 reserved-id"}},
      {"users: {'group:a': {}}", {"2:9 reserved-id"}},
      {"users: {'domain:a': {}}", {"2:9 reserved-id"}},
      {"users: {'client:a': {}}", {"2:9 reserved-id"}},
      {"users: {'member:a': {}}", {"2:9 reserved-id"}},
      {"users: {'stranger:a': {}}", {"2:9 reserved-id"}},
      {"users: {a: {aliases: [anonymous]}}", {"2:23 reserved-id"}},
      {"groups: {'group:a': {}}", {"2:10 reserved-id"}},
      {"groups: {a: {members: ['member:b']}}", {"2:24 reserved-id"}},
      {"groups: {a: {members: [{group: 'group:b'}]}}", {"2:32 reserved-id"}},
      {"groups: {a: {members: [{user: 'group:b'}]}}", {"2:31 reserved-id"}},
      {"resources: {'domain:a': {}}", {"2:13 reserved-id"}},
      {"policies: {'set:a': {allow: [b], to: [c]}}", {"2:12 reserved-id"}},
      {"policies: {a: {allow: ['stranger:*'], to: [c]}}", {"2:24 reserved-id"}},
      {"sets: {'set:a': {policies: []}}", {"2:8 reserved-id"}},
      {"types: {a: {actions: {'*': []}}}", {"2:23 reserved-id"}},
      {"context: {request.ip: ip}", {"2:11 reserved-id"}},
      {"context: {token: bool}", {"2:11 reserved-id"}},
      {"context: {user.x: bool}", {"2:11 reserved-id"}},
      {"renames: {'domain:a': b}", {"2:11 reserved-id"}},
      {"users: {anonymous@x.example: {}, grouped: {}}", {}},
  });
}

TEST_CASE("read_native: mentions that cannot stand where they are are refused") {
  check_all({
      {"groups: {a: {members: [anyone]}}", {"2:24 invalid-mention"}},
      {"groups: {a: {members: ['domain:x']}}", {"2:24 invalid-mention"}},
      {"groups: {a: {members: ['group:']}}", {"2:24 invalid-mention"}},
      {"groups: {a: {members: [{}]}}", {"2:24 invalid-mention"}},
      {"groups: {a: {members: [{user: x, group: y}]}}", {"2:24 invalid-mention"}},
      {"policies: {a: {allow: ['domain:'], to: [c]}}", {"2:24 invalid-mention"}},
      {"policies: {a: {allow: ['domain:a@b'], to: [c]}}", {"2:24 invalid-mention"}},
  });
}

TEST_CASE("read_native: blocks of addresses are exact") {
  check_all({
      {"networks: {a: [300.0.0.1]}", {"2:16 invalid-network"}},
      {"networks: {a: [10.0.0.0/33]}", {"2:16 invalid-network"}},
      {"networks: {a: [10.0.0.1/8]}", {"2:16 invalid-network"}},
      {"networks: {a: [the-office]}", {"2:16 invalid-network"}},
  });
  const Reading reading("accessdrift: 1\nnetworks: {a: [203.0.113.7/24]}");
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].help == "write `203.0.113.0/24` for the block");
}

TEST_CASE("read_native: a member stands once in a list") {
  check_all({
      {"groups: {a: {members: [x, y, x]}}", {"2:30 repeated-member"}},
      {"groups: {a: {members: [b@x.example, B@X.example]}}", {"2:37 repeated-member"}},
      {"groups: {a: {members: [x, {user: x}]}}", {"2:34 repeated-member"}},
      {"groups: {a: {members: [x, 'group:x']}}", {}},
      {"groups: {a: {members: [z, y, x, z, y, z]}}",
       {"2:33 repeated-member", "2:36 repeated-member", "2:39 repeated-member"}},
      {"users: {a: {aliases: [b, b]}}", {"2:26 repeated-member"}},
      {"policies: {p: {allow: [b, b], to: [c, c], actions: [d, d], scopes: [e, e]}}",
       {"2:27 repeated-member", "2:39 repeated-member", "2:56 repeated-member",
        "2:72 repeated-member"}},
      {"sets: {s: {policies: [p, p, 'set:p']}}", {"2:26 repeated-member"}},
      {"networks: {n: [10.0.0.0/8, '::ffff:10.0.0.0/104', n, n]}",
       {"2:28 repeated-member", "2:54 repeated-member"}},
      {"context: {c: [x, x]}", {"2:18 repeated-member"}},
      {"types: {t: {actions: {a: [b, b]}}}", {"2:30 repeated-member"}},
      {"scopes: {s: {includes: [a, a]}}", {"2:28 repeated-member"}},
      {"users: {u: {attributes: {x: [a, a]}}}", {"2:33 repeated-member"}},
  });
}

TEST_CASE("read_native: what a group says of members that nobody lists") {
  check_all({
      {"groups: {a: {members: external}}", {}},
      {"groups: {a: {members: external, open: true, within: ['domain:x']}}", {}},
      {"groups: {a: {members: [], open: false}}", {}},
      {"groups: {a: {open: maybe}}", {"2:20 wrong-type"}},
      {"groups: {a: {open: false, members: external}}", {"2:20 open-contradicted"}},
      {"groups: {a: {within: ['domain:x']}}", {"2:14 within-not-open"}},
      {"groups: {a: {within: ['domain:x'], open: false}}", {"2:14 within-not-open"}},
      {"groups: {a: {open: true, within: []}}", {"2:34 empty-list"}},
      {"groups: {a: {open: true, within: x.example}}", {"2:34 wrong-type"}},
      {"groups: {a: {open: true, within: [x.example]}}", {"2:35 invalid-mention"}},
      {"groups: {a: {open: true, within: ['group:a', authenticated]}}",
       {"2:35 invalid-mention", "2:46 invalid-mention"}},
      {"groups: {a: {open: true, within: ['domain:x', 'domain:X']}}", {"2:47 repeated-member"}},
      {"groups: {a: {members: externally}}", {"2:23 wrong-type"}},
  });
}

TEST_CASE("read_native: tests and renames of the wrong form are errors at their place") {
  check_all({
      {"tests: {}", {"2:8 wrong-type"}},
      {"renames: {'group:a': b}", {"2:22 mixed-rename"}},
      {"renames: {a: 'group:b'}", {"2:14 mixed-rename"}},
      {"renames: {'group:group:a': 'group:b'}", {"2:11 reserved-id"}},
      {"renames: {'group:': 'group:b'}", {"2:11 reserved-id"}},
  });
}

TEST_CASE("read_native: an id behind an error stays known unless the id itself is wrong") {
  CHECK_FALSE(Reading("accessdrift: 1\nusers: {a: {mail: x}}").is_partial);
  CHECK_FALSE(Reading("accessdrift: 1\npolicies: {a: []}").is_partial);
  CHECK(Reading("accessdrift: 1\nusers: {anyone: {}}").is_partial);
  CHECK(Reading("accessdrift: 1\ngroups: []").is_partial);
  CHECK(Reading("accessdrift: 1\nattributes: {a: text}").is_partial);
}

TEST_CASE("read_native: all problems of a file are told sorted by place") {
  CHECK(places(
            Reading("accessdrift: 1\npolicies: {p: {to: [], x: 1}}\ngroups: {g: []}\n").problems) ==
        Expected{"2:12 missing-key", "2:20 empty-list", "2:24 unknown-key", "3:13 wrong-type"});
}

TEST_CASE("read_native: a condition knows where its text stands") {
  const std::string yaml =
      "accessdrift: 1\npolicies:\n  p: {allow: [a], to: [b], when: \"true && false\"}\n"
      "  q:\n    allow: [a]\n    to: [b]\n    when: true &&\n      false\n";
  const Reading reading(yaml);
  REQUIRE(reading.files.size() == 1);
  const ConditionText& plain = reading.files[0]->policies[0].when.value();
  CHECK(plain.is_verbatim);
  CHECK(yaml.substr(plain.content_begin, plain.text.size()) == "true && false");
  const ConditionText& folded = reading.files[0]->policies[1].when.value();
  CHECK_FALSE(folded.is_verbatim);
  CHECK(folded.text == "true && false");
}

TEST_CASE("read_native: an alias of the document is used where it stands") {
  const Reading reading(
      "accessdrift: 1\nusers: {a: {}}\npolicies:\n  p: {allow: &who [a], to: [b], when: &w "
      "'true'}\n"
      "  q: {allow: *who, to: [c], when: *w}\n");
  REQUIRE(reading.problems.empty());
  const Declarations& file = *reading.files[0];
  CHECK_FALSE(file.bytes_tell);
  CHECK(file.policies[1].who.size() == 1);
  CHECK_FALSE(file.policies[1].when->is_verbatim);
  CHECK(file.span(file.policies[1].when->place).start().line == 5);
  CHECK(Reading("accessdrift: 1\nusers: {a: {}}").files[0]->bytes_tell);
}

}  // namespace accessdrift
