#include "accessdrift/url/router.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "accessdrift/url/overlap.h"
#include "accessdrift/url/ties.h"

namespace accessdrift {
namespace {

UrlPattern pattern(std::string_view text) { return parse_url_pattern(text).value(); }
Url url(std::string_view text) { return normal_url(text).value(); }

UrlRouter router(const std::vector<std::string>& patterns) {
  std::vector<UrlRouter::Route> routes;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    routes.push_back({pattern(patterns[i]), 100 + i});
  }
  return UrlRouter(std::move(routes));
}

TEST_CASE("owner: the most specific pattern counts") {
  const UrlRouter routes =
      router({"https://payroll.corp.example/", "https://payroll.corp.example/admin/",
              "https://payroll.corp.example/*/export", "https://*.corp.example/",
              "https://*.corp.example/admin/users", "https://payroll.corp.example:8443/",
              "https://wiki.corp.example/**/edit", "https://wiki.corp.example/public"});
  struct Row {
    const char* url;
    std::optional<std::uint32_t> owner;
  };
  for (const Row& row : {
           Row{"https://payroll.corp.example/", 100},
           Row{"https://payroll.corp.example/administrator", 100},
           Row{"https://payroll.corp.example/admin", 101},
           Row{"https://payroll.corp.example/admin/users", 101},
           Row{"https://payroll.corp.example/x/export", 102},
           Row{"https://payroll.corp.example/admin/export", 102},
           Row{"https://payroll.corp.example:8443/admin", 105},
           Row{"https://crm.corp.example/admin", 103},
           Row{"https://crm.corp.example/admin/users/7", 104},
           Row{"https://wiki.corp.example/", 103},
           Row{"https://wiki.corp.example/admin/users", 104},
           Row{"https://wiki.corp.example/edit", 106},
           Row{"https://wiki.corp.example/a/b/edit/c", 106},
           Row{"https://wiki.corp.example/public/edit", 107},
           Row{"http://payroll.corp.example/", std::nullopt},
           Row{"https://corp.example/", std::nullopt},
           Row{"https://a.b.corp.example/", std::nullopt},
           Row{"https://crm.corp.example:8443/", std::nullopt},
           Row{"https://localhost/", std::nullopt},
       }) {
    CAPTURE(row.url);
    CHECK(routes.owner(url(row.url)) == row.owner);
  }
}

TEST_CASE("owner: nothing without patterns") {
  CHECK_FALSE(UrlRouter({}).owner(url("https://h/")).has_value());
}

TEST_CASE("owner: a moved router answers the same") {
  UrlRouter first = router({"https://h/a", "https://h/"});
  const UrlRouter second = std::move(first);
  CHECK(second.owner(url("https://h/a/b")) == 100);
  CHECK(second.owner(url("https://h/b")) == 101);
}

std::string random_path(std::mt19937& random, const std::vector<std::string>& words) {
  std::string path;
  for (auto n = random() % 6; n > 0; --n) path += '/' + words[random() % words.size()];
  return path;
}

std::optional<std::uint32_t> best_by_scan(const std::vector<UrlPattern>& patterns, const Url& url) {
  std::optional<std::uint32_t> best;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    if (!matches(patterns[i], url)) continue;
    if (!best || compare_specificity(patterns[i], patterns[*best]) > 0) best = i;
  }
  return best;
}

std::vector<UrlPattern> random_patterns(std::mt19937& random) {
  const std::vector<std::string> hosts{"h", "a.h", "*.h", "b.a.h", "*.a.h", "h:81"};
  std::vector<UrlPattern> patterns;
  for (auto n = 1 + random() % 30; n > 0; --n) {
    const std::string scheme = random() % 4 == 0 ? "http://" : "https://";
    patterns.push_back(pattern(scheme + hosts[random() % hosts.size()] +
                               random_path(random, {"a", "b", "ab", "c", "*", "**"})));
  }
  return patterns;
}

TEST_CASE("owner: agrees with a scan of all patterns") {
  std::mt19937 random(29);
  const std::vector<std::string> hosts{"h", "a.h", "c.h", "b.a.h", "c.a.h", "h:81", "i"};
  int found = 0;
  for (int round = 0; round < 2'000; ++round) {
    const auto patterns = random_patterns(random);
    std::vector<UrlRouter::Route> routes;
    for (std::uint32_t i = 0; i < patterns.size(); ++i) routes.push_back({patterns[i], i});
    const UrlRouter routed(routes);
    for (int i = 0; i < 30; ++i) {
      const std::string slash = random() % 2 == 0 ? "/" : "";
      const Url asked = url("https://" + hosts[random() % hosts.size()] +
                            random_path(random, {"a", "b", "ab", "c", "d"}) + slash);
      CAPTURE(to_text(asked));
      const auto expected = best_by_scan(patterns, asked);
      found += expected ? 1 : 0;
      REQUIRE(routed.owner(asked) == expected);
      REQUIRE(routed.route(asked) == expected);
    }
  }
  CHECK(found > 20'000);
}

TEST_CASE("owner: many wildcards at once") {
  std::vector<std::string> texts;
  for (int i = 0; i < 200; ++i) {
    std::string text = "https://h";
    for (int j = 0; j < 8; ++j) text += (i >> j & 1) != 0 ? "/*" : "/**/a";
    texts.push_back(text + "/b" + std::to_string(i));
  }
  std::vector<UrlPattern> patterns;
  for (const std::string& text : texts) patterns.push_back(pattern(text));
  const UrlRouter routed = router(texts);
  std::string path = "https://h";
  for (int i = 0; i < 40; ++i) path += "/a";
  for (int i = 0; i < 200; i += 7) {
    const Url asked = url(path + "/b" + std::to_string(i) + "/c");
    const auto expected = best_by_scan(patterns, asked);
    CHECK(routed.route(asked) == expected);
  }
}

TEST_CASE("ties: of each pattern the first earlier one that it ties with") {
  const auto found =
      ties({pattern("https://h/a"), pattern("https://h/*/b"), pattern("https://g/a"),
            pattern("https://h/c/*"), pattern("https://h/a/**"), pattern("https://h/a/")});
  REQUIRE(found.size() == 3);
  CHECK(found[0].first == 1);
  CHECK(found[0].second == 3);
  CHECK(to_text(found[0].url) == "https://h/c/b");
  CHECK(found[1].first == 0);
  CHECK(found[1].second == 4);
  CHECK(to_text(found[1].url) == "https://h/a");
  CHECK(found[2].first == 0);
  CHECK(found[2].second == 5);
}

TEST_CASE("ties: agrees with trying every pair") {
  std::mt19937 random(31);
  std::size_t total = 0;
  for (int round = 0; round < 2'000; ++round) {
    const auto patterns = random_patterns(random);
    const auto found = ties(patterns);
    total += found.size();
    std::size_t next = 0;
    for (std::uint32_t second = 0; second < patterns.size(); ++second) {
      std::uint32_t first = 0;
      while (first < second && !tie(patterns[first], patterns[second])) ++first;
      if (first == second) continue;
      REQUIRE(next < found.size());
      REQUIRE(found[next].first == first);
      REQUIRE(found[next].second == second);
      REQUIRE(matches(patterns[first], found[next].url));
      REQUIRE(matches(patterns[second], found[next].url));
      ++next;
    }
    REQUIRE(next == found.size());
  }
  CHECK(total > 2'000);
}

TEST_CASE("UrlRouter: ten thousand patterns") {
  std::vector<UrlRouter::Route> routes;
  std::vector<UrlPattern> patterns;
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    const std::string number = std::to_string(10'000 + i);
    const auto one = pattern("https://h/tenants/*/app" + number);
    patterns.push_back(one);
    routes.push_back({one, i});
  }
  const UrlRouter routed(routes);
  CHECK(routed.owner(url("https://h/tenants/x/app17777/y")) == 7'777);
  CHECK_FALSE(routed.owner(url("https://h/tenants/x/app1777")).has_value());
  CHECK(ties(patterns).empty());
}

}  // namespace
}  // namespace accessdrift
