#include <doctest/doctest.h>

#include <algorithm>

#include "loaded_world.h"
#include "naive.h"
#include "naive_addresses.h"

/// The naive evaluation by URL against answers worked out by hand from DESIGN §3, URLs.
namespace accessdrift {
namespace of_naive_urls {

using property::load_world;
using property::LoadedWorld;

constexpr std::string_view kSite = R"(accessdrift: 1
users: {ana: {}, bo: {}}
types:
  app: {actions: {write: [read], read: []}, methods: {read: [GET, HEAD], write: [POST]}}
resources:
  site: {type: app, url: "https://a.x.example/"}
  admin: {parent: site, url: "https://a.x.example/admin"}
  deep: {type: app, url: "https://a.x.example/**/v1"}
  any: {type: app, url: ["https://*.x.example/", "https://a.x.example/api/*/v2"]}
  port: {type: app, url: "https://a.x.example:8443/"}
  plain: {type: app, url: "http://a.x.example/"}
  box: {}
)";

LoadedWorld load(const std::string& policies) {
  const property::Files files{{"a.yaml", std::string(kSite)},
                              {"b.yaml", "accessdrift: 1\n" + policies}};
  LoadedWorld world = load_world(files, files);
  REQUIRE_MESSAGE(!world.is_refused(), property::to_text(world.problems));
  return world;
}

const std::string kBoReads = "policies: {p: {allow: [bo], to: ['**'], when: '";

TEST_CASE("read_address: takes apart what to_text put together") {
  const naive::Address address = naive::read_address("https://a.x.example:8443/admin/");
  CHECK(address == naive::Address{"https", "a.x.example", 8443, "/admin/"});
  CHECK(naive::to_text(address) == "https://a.x.example:8443/admin/");
  CHECK(naive::read_address("http://a.x.example/") ==
        naive::Address{"http", "a.x.example", 80, "/"});
}

TEST_CASE("places_behind: at the end of a pattern where it covers the path") {
  const LoadedWorld world = load(R"(policies: {p: {allow: [bo], to: [site]}}
resources:
  more:
    type: app
    url: [https://b1.example/*, https://b2.example/a/b, https://b3.example/a/*/b,
          https://b4.example/**/a, https://b5.example/a/**/b, https://b6.example/**/b/a,
          https://b7.example/*/a/**/b/**/a, https://b8.example/**/a/*/b]
)");
  const naive::Side side(*world.after);
  const std::vector<UrlPattern>& patterns = side.things[*side.find_thing("more")].urls;
  REQUIRE(patterns.size() == 8);
  for (const UrlPattern& pattern : patterns) {
    std::vector<std::pair<std::vector<std::string>, naive::PatternPlaces>> paths{
        {{}, naive::begin_of(pattern)}};
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const auto [path, places] = paths[i];
      const bool is_at_end = (places & naive::place(pattern.segments.size())) != 0;
      wrong += is_at_end == naive::covers_path(pattern, path) ? 0 : 1;
      for (const std::string word : {"a", "b", "c"}) {
        if (path.size() == 6) continue;
        std::vector<std::string> longer = path;
        longer.push_back(word);
        paths.emplace_back(longer, naive::places_behind(pattern, places, word));
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("owner: the most specific pattern that covers the URL") {
  const LoadedWorld world = load(kBoReads + "true'}}");
  const naive::Side side(*world.after);
  const std::vector<std::pair<std::string, std::string>> cases{
      {"https://a.x.example/", "site"},
      {"https://a.x.example/administrator", "site"},
      {"https://a.x.example/admin", "admin"},
      {"https://a.x.example/admin/", "admin"},
      {"https://a.x.example/admin/q", "admin"},
      {"https://a.x.example/admin/v1", "admin"},  // 6 characters, not 3
      {"https://a.x.example/v1", "deep"},
      {"https://a.x.example/q/q/v1/q", "deep"},
      {"https://a.x.example/q/v12", "site"},
      {"https://a.x.example/api/q/v2", "any"},
      {"https://a.x.example/api/v1/v2", "any"},  // 8 characters, not 3
      {"https://a.x.example/api/v2", "site"},    // `*` is one segment
      {"https://q.x.example/admin", "any"},
      {"https://q.a.x.example/", ""},  // `*.` is one label
      {"https://x.example/", ""},
      {"https://a.x.example:8443/admin", "port"},
      {"http://a.x.example/admin", "plain"},
      {"http://q.x.example/", ""},
  };
  for (const auto& [url, owner] : cases) {
    INFO(url);
    const auto found = side.owner(naive::read_address(url));
    CHECK((found ? side.things[*found].id : "") == owner);
  }
}

struct Case {
  std::string condition;
  std::string method;
  std::string url;
  bool allowed;
};

TEST_CASE("decide_by_url: what the method means on the owner") {
  const std::vector<Case> cases{
      {"true", "GET", "https://a.x.example/", true},
      {"true", "POST", "https://a.x.example/admin", true},  // methods of the parent's type
      {"true", "PUT", "https://a.x.example/", false},
      {"true", "get", "https://a.x.example/", false},
      {"true", "GET", "https://b.y.example/", false},
      {"request.path == \"/admin\"", "GET", "https://a.x.example/admin", true},
      {"request.path == \"/admin\"", "GET", "https://a.x.example/admin/", false},
      {"request.host == \"a.x.example\"", "GET", "https://a.x.example:8443/", true},
      {"request.host == \"a.x.example\"", "GET", "https://b.x.example/", false},
      {"request.method != \"HEAD\"", "HEAD", "https://a.x.example/", false},
      {"request.method != \"HEAD\"", "GET", "https://a.x.example/", true},
      {"!has(request.path)", "GET", "https://a.x.example/", false},
  };
  for (const Case& one : cases) {
    INFO(one.condition, ": ", one.method, " ", one.url);
    const LoadedWorld world = load(kBoReads + one.condition + "'}}");
    const naive::Side side(*world.after);
    const naive::Address address = naive::read_address(one.url);
    CHECK(side.decide_by_url("bo", one.method, address, {}) == one.allowed);
    CHECK_FALSE(side.decide_by_url("ana", one.method, address, {}));
  }
}

TEST_CASE("decide: by id nothing is told of a URL") {
  const std::vector<std::pair<std::string, bool>> cases{
      {"!has(request.host) && !has(request.path) && !has(request.method)", true},
      {"request.path != \"/admin\"", false},
      {"request.method == \"GET\" || true", true},
  };
  for (const auto& [condition, allowed] : cases) {
    INFO(condition);
    const LoadedWorld world = load(kBoReads + condition + "'}}");
    CHECK(naive::Side(*world.after).decide("bo", "read", "site", {}) == allowed);
  }
}

TEST_CASE("representative_addresses: hold every owner and what conditions tell apart") {
  const LoadedWorld world =
      load(kBoReads + "request.path.startsWith(\"/admin\") || request.host == \"c.x.example\"'}}");
  const naive::Side side(*world.after);
  const auto all = naive::representative_addresses(side, *world.after, side, *world.after);
  std::set<std::string> owners;
  for (const auto& one : all) owners.insert(side.things[one.after.value()].id);
  CHECK(owners == std::set<std::string>{"site", "admin", "deep", "any", "port", "plain"});
  const auto has = [&](const std::string& owner, auto holds) {
    return std::ranges::any_of(all, [&](const naive::OwnedAddress& one) {
      return side.things[*one.after].id == owner && holds(one.address);
    });
  };
  CHECK(has("any", [](const auto& a) { return a.host == "c.x.example"; }));
  CHECK(has("any", [](const auto& a) { return a.host != "c.x.example"; }));
  CHECK(has("site", [](const auto& a) { return a.path.starts_with("/adminq"); }));
  CHECK(has("site", [](const auto& a) { return !a.path.starts_with("/admin"); }));
  CHECK(has("deep", [](const auto& a) { return a.path.starts_with("/adminq/"); }));
}

TEST_CASE("compare_by_url: what is split off is compared by its two owners") {
  const std::string rest =
      "users: {ana: {}}\ntypes: {app: {actions: {read: []}, methods: {read: [GET]}}}\n"
      "policies: {p: {allow: [ana], to: [site]}}\n";
  const std::string before =
      "accessdrift: 1\n" + rest + "resources: {site: {type: app, url: 'https://a.x.example'}}\n";
  const std::string after = "accessdrift: 1\n" + rest +
                            "resources: {site: {type: app, url: 'https://a.x.example'}, admin: "
                            "{type: app, url: 'https://a.x.example/admin'}}\n";
  const LoadedWorld world = load_world({{"a.yaml", before}}, {{"a.yaml", after}});
  REQUIRE_MESSAGE(!world.is_refused(), property::to_text(world.problems));
  const naive::Side was(*world.before);
  const naive::Side is(*world.after);
  const auto requests = naive::RepresentativeRequests::of(*world.before, *world.after, 0, 4096);
  const auto changes = naive::compare_by_url(
      was, is, naive::representative_addresses(was, *world.before, is, *world.after), requests,
      naive::pair_people(was, is));
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].target == naive::UrlTarget{"site", "admin", "GET", "read", "read"});
  CHECK_FALSE(changes[0].before[0].is_empty());
  CHECK(changes[0].after[0].is_empty());
}

}  // namespace of_naive_urls
}  // namespace accessdrift
