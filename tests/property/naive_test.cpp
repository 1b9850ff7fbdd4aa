#include "naive.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "loaded_world.h"

/// The naive evaluation against answers worked out by hand from DESIGN §3, one small configuration
/// a rule.
namespace accessdrift {
namespace of_naive {

using property::Files;
using property::load_world;

constexpr std::string_view kPeople = R"(accessdrift: 1
context: {mfa: bool, os: [linux, macos], score: {type: int, required: true}, methods: {set: [otp, pwd]}}
attributes: {department: string, level: int, home: ip}
networks: {office: [10.0.0.0/8, lab], lab: ["2001:db8::/32"], everywhere: ["::/0"]}
scopes: {write: {includes: [read]}, read: {}}
users:
  Ana@corp.example: {aliases: [A.Ng@corp.example], attributes: {department: finance, level: 3, home: 10.1.2.3}}
  bo: {attributes: {level: 1}}
  caro@corp.example: {status: suspended}
groups:
  one: {members: [group:two, bo]}
  two: {members: [group:one], rule: 'user.department == "finance"'}
  never: {rule: 'user.level > 2 && user.department == "sales"'}
types: {app: {actions: {admin: [write], write: [read], read: []}}}
resources:
  apps: {type: app}
  apps/pay: {parent: apps, attributes: {department: finance}}
  apps/pay/wiki: {parent: apps/pay, actions: [read, edit]}
  box: {}
)";

struct Case {
  std::string policies;
  std::string identity;
  std::string action;
  std::string resource;
  RequestAttributes attributes;
  bool allowed;
};

template <typename T>
RequestAttributes with(const std::string& name, const T& value) {
  RequestAttributes attributes;
  attributes[name].state = Told::State::Present;
  attributes[name].value.emplace<T>(value);
  return attributes;
}
RequestAttributes from(std::string_view address) {
  return with("request.ip", parse_ip(address).value());
}
RequestAttributes asking(const std::set<std::string>& scopes) {
  return with("token.scopes", scopes);
}

bool decide(const std::string& policies, const Case& one) {
  const Files files{{"a.yaml", std::string(kPeople)}, {"b.yaml", "accessdrift: 1\n" + policies}};
  const auto world = load_world(files, files);
  REQUIRE_MESSAGE(!world.is_refused(), property::to_text(world.problems));
  return naive::Side(*world.after).decide(one.identity, one.action, one.resource, one.attributes);
}

TEST_CASE("naive: decides as the semantics say") {
  const std::string box = "policies: {p: {allow: [anyone], to: [box], when: '";
  const std::string sets =
      "policies: {a: {allow: [bo], to: [box]}, d: {deny: [authenticated], to: [box], when: mfa}, "
      "n: {allow: [authenticated], to: [box]}}\n"
      "sets: {s: {policies: ";
  const std::vector<Case> cases{
      {"policies: {p: {allow: [a.ng@CORP.example], to: [box]}}",
       "ANA@corp.example",
       "access",
       "box",
       {},
       true},
      {"policies: {p: {allow: [bo], to: [box]}}", "Bo", "access", "box", {}, false},
      {"policies: {p: {allow: ['domain:corp.example'], to: [box]}}",
       "ana@corp.example",
       "access",
       "box",
       {},
       true},
      {"policies: {p: {allow: ['domain:example'], to: [box]}}",
       "ana@corp.example",
       "access",
       "box",
       {},
       false},
      {"policies: {p: {allow: [authenticated], to: [box]}}",
       "caro@corp.example",
       "access",
       "box",
       {},
       false},
      {"policies: {p: {allow: [anonymous], to: [box]}}",
       "caro@corp.example",
       "access",
       "box",
       {},
       true},
      {"policies: {p: {allow: [anonymous], to: [box]}}", "bo", "access", "box", {}, false},
      {"policies: {p: {allow: [anyone], to: [box]}}", "nobody", "access", "box", {}, true},
      {"policies: {p: {allow: ['group:one'], to: [box]}}",
       "ana@corp.example",
       "access",
       "box",
       {},
       true},
      {"policies: {p: {allow: ['group:two'], to: [box]}}", "bo", "access", "box", {}, true},
      {"policies: {p: {allow: ['group:never'], to: [box]}}", "bo", "access", "box", {}, false},
      {"policies: {p: {allow: [bo], to: [apps], actions: [write]}}",
       "bo",
       "read",
       "apps/pay",
       {},
       true},
      {"policies: {p: {allow: [bo], to: [apps], actions: [write]}}",
       "bo",
       "admin",
       "apps/pay",
       {},
       false},
      {"policies: {p: {allow: [bo], to: [apps], actions: [write]}}",
       "bo",
       "read",
       "apps/pay/wiki",
       {},
       false},
      {"policies: {p: {allow: [bo], to: [apps]}}", "bo", "edit", "apps/pay/wiki", {}, true},
      {"policies: {p: {allow: [bo], to: ['apps/*'], actions: [read]}}",
       "bo",
       "read",
       "apps",
       {},
       false},
      {"policies: {p: {allow: [bo], to: ['apps/*'], actions: [read]}}",
       "bo",
       "read",
       "apps/pay/wiki",
       {},
       true},
      {"policies: {p: {allow: [bo], to: [apps]}, d: {deny: [bo], to: [apps], actions: [write]}}",
       "bo",
       "read",
       "apps",
       {},
       true},
      {"policies: {p: {allow: [bo], to: [apps]}, d: {deny: [bo], to: [apps], actions: [write]}}",
       "bo",
       "write",
       "apps",
       {},
       false},
      {"policies: {p: {allow: [bo], to: [box], scopes: [read]}}", "bo", "access", "box",
       asking({"write"}), true},
      {"policies: {p: {allow: [bo], to: [box], scopes: [write]}}", "bo", "access", "box",
       asking({"read"}), false},
      {"policies: {p: {allow: [bo], to: [box], scopes: [read]}}", "bo", "access", "box", {}, false},
      {box + "size(token.scopes) == 2'}}", "bo", "access", "box", asking({"write"}), true},
      {box + "request.ip in networks.office'}}", "bo", "access", "box", from("2001:db8::1"), true},
      {box + "request.ip in networks.office'}}", "bo", "access", "box", from("11.0.0.0"), false},
      {box + "request.ip in networks.everywhere'}}", "bo", "access", "box", from("11.0.0.0"),
       false},
      {box + "request.ip == user.home'}}", "ana@corp.example", "access", "box", from("10.1.2.3"),
       true},
      {box + "mfa'}}", "bo", "access", "box", {}, false},
      {box + "!mfa'}}", "bo", "access", "box", {}, false},
      {box + "mfa || true'}}", "bo", "access", "box", {}, true},
      {box + "!(mfa && false)'}}", "bo", "access", "box", {}, true},
      {box + "(mfa && true) || !has(os)'}}", "bo", "access", "box", {}, true},
      {box + "[1, 5].exists(n, n > score)'}}", "bo", "access", "box",
       with("score", std::int64_t{4}), true},
      {box + "[1, 5].all(n, n > score)'}}", "bo", "access", "box", with("score", std::int64_t{4}),
       false},
      {box + "(has(mfa) ? mfa : score == 1)'}}", "bo", "access", "box",
       with("score", std::int64_t{1}), true},
      {box + "\"otp\" in methods'}}", "bo", "access", "box",
       with("methods", std::set<std::string>{"otp"}), true},
      {box + "mfa', on_error: apply}}", "bo", "access", "box", {}, true},
      {sets + "[a, d], combine: allow-overrides}}", "bo", "access", "box", with("mfa", true), true},
      {sets + "[a, d], combine: deny-overrides}}", "bo", "access", "box", {}, false},
      {sets + "[a, d], combine: deny-overrides}}", "bo", "access", "box", with("mfa", false), true},
      {sets + "[a, d], combine: first-applicable}}", "bo", "access", "box", with("mfa", true),
       true},
      {sets + "[d, a], combine: first-applicable}}", "bo", "access", "box", with("mfa", true),
       false},
      {sets + "[a, n], combine: all-of}}", "bo", "access", "box", {}, false},  // d is loose, and
                                                                               // errors
      {sets + "[a, n], combine: all-of}}", "bo", "access", "box", with("mfa", false), true},
      {sets + "[a, n], combine: all-of}}", "ana@corp.example", "access", "box", with("mfa", false),
       false},
      {sets + "[a, d], combine: all-of}}", "ana@corp.example", "access", "box", with("mfa", false),
       false},
  };
  for (const Case& one : cases) {
    INFO(one.policies, " for ", one.identity, ": ", one.action, " on ", one.resource);
    CHECK(decide(one.policies, one) == one.allowed);
  }
}

struct PairingCase {
  std::string before;
  std::string after;
  std::vector<std::string> pairs;  ///< `before>after printed`
};

TEST_CASE("pair_people: uid then id then renames then alias") {
  const std::vector<PairingCase> cases{
      {"{a: {uid: '1'}}", "{b: {uid: '1'}}", {"a>b b"}},
      {"{a: {uid: '1'}}", "{a: {uid: '2'}}", {"->a a (uid 2)", "a>- a (uid 1)"}},
      {"{a: {uid: '1'}}", "{a: {}}", {"a>a a"}},
      {"{a: {}}", "{b: {aliases: [a]}}", {"a>b b"}},
      {"{a: {aliases: [b]}}", "{b: {}}", {"a>b b"}},
      {"{a: {}}", "{b: {}}\nrenames: {a: b}", {"a>b b"}},
      {"{a: {}}\nrenames: {b: a}", "{b: {}}", {"a>b b"}},
      {"{a: {}}", "{a: {}, b: {}}\nrenames: {a: b}", {"a>a a", "->b b"}},
      {"{a: {uid: '1'}}", "{b: {uid: '2'}}\nrenames: {a: b}", {"->b b", "a>- a"}},
  };
  for (const PairingCase& one : cases) {
    INFO(one.before, " to ", one.after);
    const std::string rest =
        "\nresources: {box: {}}\npolicies: {p: {allow: [anyone], to: [box]}}\n";
    const auto world = load_world({{"a.yaml", "accessdrift: 1\nusers: " + one.before + rest}},
                                  {{"a.yaml", "accessdrift: 1\nusers: " + one.after + rest}});
    REQUIRE_MESSAGE(!world.is_refused(), property::to_text(world.problems));
    const naive::Side before(*world.before);
    const naive::Side after(*world.after);
    std::vector<std::string> found;
    for (const naive::Pair& pair : naive::pair_people(before, after)) {
      if (!pair.before && !pair.after) continue;
      found.push_back((pair.before ? before.people[*pair.before].id : "-") + ">" +
                      (pair.after ? after.people[*pair.after].id : "-") + " " + pair.printed);
    }
    CHECK(found == one.pairs);
  }
}

template <typename T>
bool holds(const naive::Axis& axis, const T& value) {
  return std::ranges::any_of(axis.values, [&](const Told& told) {
    const T* present = told.state == Told::State::Present ? std::get_if<T>(&told.value) : nullptr;
    return present != nullptr && *present == value;
  });
}

bool holds_absent(const naive::Axis& axis) {
  return std::ranges::any_of(axis.values,
                             [](const Told& told) { return told.state == Told::State::Absent; });
}

TEST_CASE("RepresentativeRequests: hold every value that a condition can tell apart") {
  const std::string text =
      "accessdrift: 1\ncontext: {mfa: bool, score: {type: int, required: true}, unread: "
      "bool}\nnetworks: {office: [10.0.0.0/8]}\n"
      "users: {a: {}}\nresources: {box: {}}\n"
      "policies: {p: {allow: [a], to: [box], when: 'mfa && score > 3 && request.ip in "
      "networks.office'}}\n";
  const auto world = load_world({{"a.yaml", text}}, {{"a.yaml", text}});
  REQUIRE_MESSAGE(!world.is_refused(), property::to_text(world.problems));
  const auto requests = naive::RepresentativeRequests::of(*world.before, *world.after, 0, 4096);
  REQUIRE(requests.axes().size() == 4);
  CHECK(requests.axes()[0].attribute == "mfa");
  CHECK(requests.axes()[0].values.size() == 3);
  for (const std::string_view ip :
       {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0", "::fffe:ffff:ffff"}) {
    CHECK(holds(requests.axes()[1], parse_ip(ip).value()));
  }
  CHECK(holds_absent(requests.axes()[1]));
  CHECK_FALSE(holds_absent(requests.axes()[3]));
  for (const std::int64_t score : {2, 3, 4}) CHECK(holds(requests.axes()[3], score));
}

}  // namespace of_naive
}  // namespace accessdrift
