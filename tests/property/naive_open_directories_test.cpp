#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "loaded_world.h"
#include "naive.h"

/// Open directories, worked out by hand from DESIGN §3, identities.
namespace accessdrift {
namespace of_naive_open_directories {

using property::load_world;
using property::LoadedWorld;

constexpr std::string_view kHead = R"(accessdrift: 1
directory: open
attributes: {department: string}
users:
  ana@corp.example: {aliases: [annie], attributes: {department: finance}}
  dee@corp.example: {status: suspended}
groups:
  team: {members: [annie, Bo@Partner.example, "odd@one@Third.example"]}
  further: {members: [caro], open: true, within: ["domain:partner.example", "domain:Corp.example"]}
  anywhere: {members: external}
  finance: {rule: 'user.department == "finance"'}
clients: {cli: {users: ["domain:used.example"]}}
resources: {box: {}}
)";

struct Case {
  std::string policy;  ///< `allow`, and what else it says but for `to`
  std::string identity;
  RequestAttributes told;
  bool allowed;
};

const Told kYes = Told::present(true);
const RequestAttributes kFinance{{"user.department", Told::present(std::string("finance"))}};

LoadedWorld load(const std::string& before, const std::string& after) {
  LoadedWorld world = load_world({{"a.yaml", before}}, {{"a.yaml", after}});
  REQUIRE_MESSAGE(!world.is_refused(), property::to_text(world.problems));
  return world;
}

void check_all(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    INFO(one.policy, " for ", one.identity);
    const std::string text = std::string(kHead) + "policies: {p: {" + one.policy + ", to: [box]}}";
    const LoadedWorld world = load(text, text);
    const naive::Side side(*world.after);
    CHECK(side.decide(one.identity, "access", "box", one.told) == one.allowed);
  }
}

TEST_CASE("naive: who is mentioned in an open directory is signed in") {
  const std::string all = "allow: [authenticated]";
  const std::string team = "allow: ['group:team']";
  const std::string finance = "allow: ['group:finance']";
  const std::string further = "allow: ['group:further']";
  const RequestAttributes in_further{{"group:further", kYes}};
  check_all({
      {team, "bo@partner.example", {}, true},
      {team, "BO@partner.example", {}, true},
      {team, "odd@one@Third.example", {}, true},
      {team, "odd@one@third.example", {}, false},  // another one, a stranger
      {team, "ana@corp.example", {}, true},
      {team, "Annie", {}, false},  // likewise
      {all, "dee@corp.example", {}, false},
      {all, "bo@partner.example", {}, true},
      {"allow: [eve], when: '!has(user.department)'", "eve", {}, true},
      {"allow: [eve], when: '!has(user.department)'", "eve", kFinance, false},
      {"deny: [eve]", "eve", {}, false},
      {finance, "bo@partner.example", {}, false},
      {finance, "bo@partner.example", kFinance, true},
      {finance, "dee@corp.example", kFinance, false},
      {further, "caro", {}, true},
      {further, "bo@partner.example", {}, false},
      {further, "bo@partner.example", in_further, true},
      {further, "odd@one@Third.example", in_further, false},
      {"allow: ['domain:partner.example']", "bo@partner.example", {}, true},
      {"allow: ['domain:Third.example']", "odd@one@Third.example", {}, true},
  });
}

TEST_CASE("naive: strangers stand for whom an open directory does not know") {
  const std::string corp = "allow: ['domain:corp.example']";
  const std::string further = "allow: ['group:further']";
  const std::string anywhere = "allow: ['group:anywhere']";
  const RequestAttributes in_further{{"group:further", kYes}};
  const RequestAttributes in_anywhere{{"group:anywhere", kYes}};
  check_all({
      {corp, "stranger:corp.example", {}, true},
      {corp, "zoe@CORP.example", {}, true},
      {corp, "zoe@sub.corp.example", {}, false},
      {corp, "stranger:*", {}, false},
      {corp, "stranger:partner.example", {}, false},
      {"allow: [authenticated]", "zoe", {}, true},
      {"allow: [authenticated]", "stranger:*", {}, true},
      {"allow: [authenticated]", "stranger:used.example", {}, true},
      {"allow: [authenticated]", "stranger:nowhere.example", {}, false},
      {"allow: [authenticated]", "stranger:Corp.example", {}, false},
      {"allow: [authenticated]", "member:team", {}, false},
      {"allow: [authenticated]", "client:other", {}, false},
      {"allow: [authenticated]", "anonymous", {}, false},
      {"allow: [anonymous]", "zoe", {}, false},
      {"allow: [anonymous]", "member:team", {}, true},
      {further, "stranger:corp.example", in_further, true},
      {further, "stranger:used.example", in_further, false},
      {further, "stranger:*", in_further, false},
      {anywhere, "stranger:*", in_anywhere, true},
      {anywhere, "stranger:*", {}, false},
      {"allow: ['group:team']", "stranger:partner.example", in_anywhere, false},
      {"allow: ['group:finance']", "stranger:*", kFinance, true},
      {"allow: ['group:finance']", "stranger:*", {}, false},
  });
}

constexpr std::string_view kRest =
    "resources: {box: {}}\npolicies: {p: {allow: [authenticated], to: [box]}}\n";

/// By printed id: who it is on each side, `-` where it has what anonymous has.
std::map<std::string, std::string> pairs_of(const std::string& before, const std::string& after) {
  const std::string head = "accessdrift: 1\n";
  const LoadedWorld world =
      load(head + before + std::string(kRest), head + after + std::string(kRest));
  naive::Side was(*world.before);
  naive::Side is(*world.after);
  std::vector<naive::Pair> pairs = naive::pair_people(was, is);
  naive::complete(was, is, pairs);
  std::map<std::string, std::string> all;
  for (const naive::Pair& pair : pairs) {
    all[pair.printed] = (pair.before ? was.people[*pair.before].id : "-") + ">" +
                        (pair.after ? is.people[*pair.after].id : "-");
  }
  CHECK(all.size() == pairs.size());
  return all;
}

TEST_CASE("complete: who is missing in an open directory is there somebody unknown") {
  using Pairs = std::map<std::string, std::string>;
  CHECK(pairs_of("users: {ana: {}}\n", "users: {bo: {}}\n") ==
        Pairs{{"anonymous", "->-"}, {"ana", "ana>-"}, {"bo", "->bo"}});
  CHECK(pairs_of("users: {ana: {}}\n", "") ==
        Pairs{{"anonymous", "->-"}, {"ana", "ana>ana"}, {"stranger:*", "->stranger:*"}});
  CHECK(pairs_of("groups: {g: {members: [ana]}}\n", "groups: {g: {members: [bo@x.example]}}\n") ==
        Pairs{{"anonymous", "->-"},
              {"ana", "ana>ana"},
              {"bo@x.example", "bo@x.example>bo@x.example"},
              {"stranger:x.example", "stranger:x.example>stranger:x.example"},
              {"stranger:*", "stranger:*>stranger:*"}});
  // Renames and aliases pair who is mentioned, too.
  CHECK(pairs_of("groups: {g: {members: [ana]}}\n",
                 "groups: {g: {members: [bo]}}\nrenames: {ana: bo}\n") ==
        Pairs{{"anonymous", "->-"}, {"bo", "ana>bo"}, {"stranger:*", "stranger:*>stranger:*"}});
  // The id of one is somebody else's on the other side.
  CHECK(pairs_of("directory: open\nusers: {ana: {uid: '1'}}\n",
                 "directory: open\nusers: {ana: {uid: '2'}}\n") ==
        Pairs{{"anonymous", "->-"},
              {"ana (uid 1)", "ana>-"},
              {"ana (uid 2)", "->ana"},
              {"stranger:*", "stranger:*>stranger:*"}});
  // A representative whose group is closed on the other side.
  CHECK(pairs_of("groups: {g: {members: external}}\n", "groups: {g: {members: []}}\n") ==
        Pairs{{"anonymous", "->-"},
              {"member:g", "member:g>member:g"},
              {"stranger:*", "stranger:*>stranger:*"}});
}

TEST_CASE("RepresentativeRequests: a membership's end is told where a rule may say no") {
  const std::string text =
      "accessdrift: 1\nattributes: {away: bool}\ngroups: {g: {members: [{user: gus, until: "
      "2027-02-01}], rule: '!has(user.away)'}}\nresources: {box: {}}\n"
      "policies: {p: {allow: ['group:g'], to: [box]}}\n";
  const LoadedWorld world = load(text, text);
  const naive::Side side(*world.after);
  const auto requests = naive::RepresentativeRequests::of(*world.before, *world.after, 0, 1);
  const naive::RequestSet allowed =
      naive::access_to(side, requests, {"box", "access"}, side.who("gus"));
  std::set<bool> decided;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (requests.request(i).at("user.away") == kYes) decided.insert(allowed.contains(i));
  }
  CHECK(decided == std::set{false, true});
}

}  // namespace of_naive_open_directories
}  // namespace accessdrift
