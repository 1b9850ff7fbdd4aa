#include <doctest/doctest.h>

#include <algorithm>

#include "loaded_world.h"
#include "naive.h"

/// Open groups, worked out by hand from DESIGN §3, groups.
namespace accessdrift {
namespace of_naive_open_groups {

using property::load_world;
using property::LoadedWorld;

constexpr std::string_view kHead = R"(accessdrift: 1
context: {score: int}
attributes: {department: string, level: int}
scopes: {read: {}}
clients: {cli: {scopes: [read], users: ["group:all"]}}
users:
  ana@corp.example: {attributes: {department: finance, level: 3}}
  bo@Partner.example: {}
  caro@partner.example.corp.example: {}
  dee@partner.example: {status: suspended}
  eve: {}
groups:
  vendors: {members: [eve], open: true, within: ["domain:Partner.example"]}
  staff@hq: {members: external}
  all: {members: [{group: vendors, until: 2027-01-31}, "group:staff@hq"]}
  finance: {rule: 'user.department == "finance"'}
  senior: {rule: 'user.level > 2 || user.department == "it"'}
  closed: {members: [bo@partner.example]}
resources:
  box: {}
  mine: {attributes: {department: finance}}
)";

struct Case {
  std::string policy;  ///< `allow`, and what else it says but for `to`
  std::string identity;
  RequestAttributes told;
  bool allowed;
};

Told telling(const char* text) { return Told::present(std::string(text)); }
const Told kYes = Told::present(true);

RequestAttributes at(const char* instant, RequestAttributes others) {
  others["request.time"] =
      Told::present(parse_value(instant, {TypeKind::Time, {}, false, false}).value());
  return others;
}

LoadedWorld load(const std::string& before, const std::string& after) {
  LoadedWorld world = load_world({{"a.yaml", before}}, {{"a.yaml", after}});
  REQUIRE_MESSAGE(!world.is_refused(), property::to_text(world.problems));
  return world;
}

bool decide(const Case& one) {
  const std::string text =
      std::string(kHead) + "policies: {p: {" + one.policy + ", to: [box, mine]}}\n";
  const LoadedWorld world = load(text, text);
  return naive::Side(*world.after).decide(one.identity, "access", "mine", one.told);
}

TEST_CASE("naive: open groups have members that the world tells") {
  const std::string vendors = "allow: ['group:vendors']";
  const std::string all = "allow: ['group:all']";
  const RequestAttributes in_vendors{{"group:vendors", kYes}};
  const RequestAttributes in_staff{{"group:staff@hq", kYes}};
  const std::vector<Case> cases{
      {vendors, "eve", {}, true},
      {vendors, "bo@partner.example", in_vendors, true},
      {vendors, "bo@partner.example", in_staff, false},
      {vendors, "bo@partner.example", {}, false},
      {vendors, "bo@partner.example", {{"group:vendors", Told::absent()}}, false},
      {vendors, "bo@partner.example", {{"group:vendors", Told::present(false)}}, false},
      {vendors, "ana@corp.example", in_vendors, false},                   // another domain
      {vendors, "caro@partner.example.corp.example", in_vendors, false},  // likewise
      {vendors, "dee@partner.example", in_vendors, false},                // not active
      {vendors, "anonymous", in_vendors, false},
      {vendors, "client:cli", in_vendors, false},
      {"allow: ['group:staff@hq']", "ana@corp.example", in_staff, true},
      {"allow: ['group:staff@hq']", "eve", in_staff, true},
      {"allow: ['group:staff@hq']", "client:cli", in_staff, false},
      {"allow: ['group:closed']", "ana@corp.example", {{"group:closed", kYes}}, false},
      {all, "ana@corp.example", in_staff, true},
      {all, "bo@partner.example", at("2027-01-31T23:59:59Z", in_vendors), true},
      {all, "bo@partner.example", at("2027-02-01T00:00:00Z", in_vendors), false},
      {all, "bo@partner.example", at("2027-02-01T00:00:00Z", in_staff), true},
      // What the world tells of attributes says nothing of who is listed.
      {"allow: ['group:finance']", "ana@corp.example", {{"user.department", telling("it")}}, true},
      {"allow: ['group:finance']", "eve", {{"user.department", telling("finance")}}, false},
      {"allow: ['group:vendors'], when: 'has(user.level)'",
       "eve",
       {{"user.level", Told::present(std::int64_t{1})}},
       false},
  };
  for (const Case& one : cases) {
    INFO(one.policy, " for ", one.identity);
    CHECK(decide(one) == one.allowed);
  }
}

TEST_CASE("naive: each open group has a representative of unknown attributes") {
  const std::string finance = "allow: ['group:finance']";
  const std::string senior = "allow: ['group:senior']";
  const RequestAttributes of_finance{{"user.department", telling("finance")}};
  const RequestAttributes level{{"user.level", Told::present(std::int64_t{3})}};
  const std::vector<Case> cases{
      {"allow: ['group:vendors']", "member:vendors", {}, true},
      {"allow: ['group:staff@hq']", "member:staff@hq", {}, true},
      {"allow: ['group:staff@hq']", "member:Staff@hq", {}, false},
      {"allow: ['group:staff@hq']", "member:vendors", {{"group:staff@hq", kYes}}, false},
      {"allow: ['group:closed']", "member:vendors", {}, false},
      {"allow: ['group:all']", "member:staff@hq", {}, true},
      {"allow: ['group:all']", "member:vendors", at("2027-01-31T23:59:59Z", {}), true},
      {"allow: ['group:all']", "member:vendors", at("2027-02-01T00:00:00Z", {}), false},
      {"allow: ['domain:partner.example']", "member:vendors", {}, false},
      {"allow: ['domain:hq']", "member:staff@hq", {}, false},
      {"allow: [authenticated]", "member:vendors", {}, true},
      {"allow: [anyone]", "member:vendors", {}, true},
      {"allow: [anonymous]", "member:vendors", {}, false},
      {"allow: [anonymous]", "member:closed", {}, true},  // nobody
      {finance, "member:vendors", of_finance, true},
      {finance, "member:vendors", {{"user.department", telling("it")}}, false},
      {finance, "member:vendors", {}, false},
      {finance, "client:cli", of_finance, false},
      {senior, "member:vendors", level, true},
      {senior, "member:vendors", {{"user.department", telling("it")}}, true},
      {"allow: ['group:vendors'], when: 'user.department == resource.department'", "member:vendors",
       of_finance, true},
      {"allow: ['group:vendors'], when: 'user.department == resource.department'",
       "member:vendors",
       {},
       false},
      {"allow: ['group:vendors'], when: '!has(user.level)'", "member:vendors", {}, true},
      {"allow: ['group:vendors'], when: '!has(user.level)'", "member:vendors", level, false},
      {"allow: ['group:staff@hq'], scopes: [read]",
       "member:staff@hq",
       {{"token.client", telling("cli")},
        {"token.scopes", Told::present(std::set<std::string>{"read"})}},
       true},
      {"allow: [authenticated], scopes: [read]",
       "ana@corp.example",
       {{"token.client", telling("cli")},
        {"token.scopes", Told::present(std::set<std::string>{"read"})}},
       false},
      {"allow: [authenticated], scopes: [read]",
       "ana@corp.example",
       {{"token.client", telling("cli")},
        {"group:staff@hq", kYes},
        {"token.scopes", Told::present(std::set<std::string>{"read"})}},
       true},
  };
  for (const Case& one : cases) {
    INFO(one.policy, " for ", one.identity);
    CHECK(decide(one) == one.allowed);
  }
}

/// One open group by an id; who is in it may enter.
std::string one_group(const std::string& id, const std::string& body, const std::string& rest) {
  return "accessdrift: 1\nusers: {ana: {}}\ngroups: {" + id + ": " + body +
         "}\nresources: {box: {}}\n" + rest + "policies: {p: {allow: ['group:" + id +
         "'], to: [box]}}\n";
}

std::vector<std::string> texts_of(const std::vector<naive::Pair>& pairs, const naive::Side& before,
                                  const naive::Side& after) {
  std::vector<std::string> all;
  for (const naive::Pair& pair : pairs) {
    all.push_back((pair.before ? before.people[*pair.before].id : "-") + ">" +
                  (pair.after ? after.people[*pair.after].id : "-") + " " + pair.printed);
  }
  return all;
}

TEST_CASE("naive: one attribute tells of an open group on both sides") {
  const std::string open = "{open: true}";
  const std::string renames = "renames: {'group:old': 'group:new'}\n";
  const LoadedWorld world = load(one_group("old", open, ""), one_group("new", open, renames));
  naive::Side before(*world.before);
  const naive::Side after(*world.after);
  CHECK(before.decide("ana", "access", "box", {{"group:old", kYes}}));
  naive::tell_alike(before, after);
  CHECK_FALSE(before.decide("ana", "access", "box", {{"group:old", kYes}}));
  CHECK(before.decide("ana", "access", "box", {{"group:new", kYes}}));
  CHECK(after.decide("ana", "access", "box", {{"group:new", kYes}}));

  const auto requests = naive::RepresentativeRequests::of(*world.before, *world.after, 0, 64);
  REQUIRE(requests.axes().size() == 2);
  CHECK(requests.axes()[0].attribute == "group:new");
  CHECK(requests.axes()[0].values == std::vector{Told::present(false), kYes});
  const auto pairs = naive::pair_people(before, after);
  CHECK(
      texts_of(pairs, before, after) ==
      std::vector<std::string>{"->- anonymous", "ana>ana ana", "member:old>member:new member:new"});
  const auto changes = naive::compare(before, naive::access_of(before, requests), after,
                                      naive::access_of(after, requests), pairs);
  CHECK(changes.empty());
}

TEST_CASE("naive: a group that is opened gains its representative and whoever may be in it") {
  const LoadedWorld world =
      load(one_group("g", "{members: []}", ""), one_group("g", "{members: external}", ""));
  const naive::Side before(*world.before);
  const naive::Side after(*world.after);
  const auto requests = naive::RepresentativeRequests::of(*world.before, *world.after, 0, 64);
  const auto pairs = naive::pair_people(before, after);
  const auto changes = naive::compare(before, naive::access_of(before, requests), after,
                                      naive::access_of(after, requests), pairs);
  REQUIRE(changes.size() == 2);
  CHECK(pairs[changes[0].pair].printed == "ana");
  CHECK(changes[0].after != naive::RequestSet::all(requests.size()));
  CHECK(pairs[changes[1].pair].printed == "member:g");
  CHECK(changes[1].before.is_empty());
  CHECK(changes[1].after == naive::RequestSet::all(requests.size()));
}

const naive::Axis* axis_of(const naive::RepresentativeRequests& requests, std::string_view name) {
  const auto found = std::ranges::find(requests.axes(), name, &naive::Axis::attribute);
  return found == requests.axes().end() ? nullptr : &*found;
}

std::string configuration(const std::string& level, const std::string& group,
                          const std::string& when) {
  return "accessdrift: 1\ncontext: {score: int}\nattributes: {level: " + level +
         ", unread: string}\nusers: {ana: {}}\ngroups: {g: " + group +
         "}\nresources: {box: {}}\npolicies: {p: {allow: ['group:g'], to: [box], when: '" + when +
         "'}}\n";
}

TEST_CASE("RepresentativeRequests: hold what a representative may have for what is read") {
  const std::string reads = configuration("int", "{open: true}", "user.level > score || score > 8");
  const LoadedWorld world = load(reads, reads);
  const auto requests = naive::RepresentativeRequests::of(*world.before, *world.after, 0, 64);
  REQUIRE(requests.axes().size() == 4);
  for (const std::string_view name : {"user.level", "score"}) {
    const naive::Axis* axis = axis_of(requests, name);
    REQUIRE(axis != nullptr);
    CHECK(std::ranges::count(axis->values, Told::absent()) == 1);
    for (const std::int64_t value : {7, 8, 9})
      CHECK(std::ranges::count(axis->values, Told::present(value)) == 1);
  }
  const std::string closed = configuration("int", "{members: [ana]}", "user.level > 1");
  const LoadedWorld other = load(closed, closed);
  CHECK(naive::RepresentativeRequests::of(*other.before, *other.after, 0, 64).axes().size() == 1);
}

TEST_CASE("naive: what a side does not allow a representative to have is an error to read") {
  const LoadedWorld world = load(configuration("int", "{open: true}", "!has(user.level)"),
                                 configuration("string", "{open: true}", "has(user.level)"));
  const naive::Side before(*world.before);
  const naive::Side after(*world.after);
  const RequestAttributes text{{"user.level", telling("x")}};
  const RequestAttributes number{{"user.level", Told::present(std::int64_t{1})}};
  CHECK(before.decide("member:g", "access", "box", {}));
  CHECK_FALSE(before.decide("member:g", "access", "box", number));
  CHECK_FALSE(before.decide("member:g", "access", "box", text));
  CHECK_FALSE(after.decide("member:g", "access", "box", {}));
  CHECK_FALSE(after.decide("member:g", "access", "box", number));
  CHECK(after.decide("member:g", "access", "box", text));
}

}  // namespace of_naive_open_groups
}  // namespace accessdrift
