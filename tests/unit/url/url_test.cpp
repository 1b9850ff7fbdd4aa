#include "accessdrift/url/url.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "normal_rows.h"

namespace accessdrift {
namespace {

/// The normal form, or the name of the refusal.
std::string outcome(std::string_view text) { return outcome_of(normal_url(text)); }

void check(const std::vector<NormalRow>& rows) { check_rows(rows, outcome); }

using namespace std::string_view_literals;

TEST_CASE("normal_url: schemes") {
  check({{"https://corp.example/", "https://corp.example/"},
         {"HTTPS://corp.example/", "https://corp.example/"},
         {"HtTp://corp.example/", "http://corp.example/"},
         {"", "url-scheme"},
         {"/", "url-scheme"},
         {"/admin", "url-scheme"},
         {"admin/x", "url-scheme"},
         {"corp.example", "url-scheme"},
         {"corp.example/https://a/", "url-scheme"},
         {"//corp.example/", "url-scheme"},
         {"://corp.example/", "url-scheme"},
         {"https:", "url-scheme"},
         {"https:/corp.example/", "url-scheme"},
         {"https:corp.example/", "url-scheme"},
         {"https:\\\\corp.example\\", "url-scheme"},
         {"https:/\\corp.example/", "url-scheme"},
         {"javascript:alert(1)", "url-scheme"},
         {"javascript://corp.example/%0aalert(1)", "url-scheme"},
         {"ws://corp.example/", "url-scheme"},
         {"ftp://corp.example/", "url-scheme"},
         {"file:///etc/passwd", "url-scheme"},
         {"httpss://corp.example/", "url-scheme"},
         {"ｈttps://corp.example/", "url-scheme"},
         {" https://corp.example/", "url-scheme"},
         {"https ://corp.example/", "url-scheme"},
         {"https://corp.example/ ", "url-path-character"},
         {"\thttps://corp.example/", "url-control-character"},
         {"https://corp.example/\n", "url-control-character"},
         {"ht\ntps://corp.example/", "url-control-character"}});
}

TEST_CASE("normal_url: user information, ports and fragments") {
  check({{"https://ana@corp.example/", "url-user-information"},
         {"https://ana:secret@corp.example/", "url-user-information"},
         {"https://@corp.example/", "url-user-information"},
         {"https://corp.example@evil.example/", "url-user-information"},
         {"https://corp.example:443@evil.example/", "url-user-information"},
         {"https://corp.example\\@evil.example/", "url-user-information"},
         {"https://corp.example/@ana", "https://corp.example/@ana"},
         {"https://corp.example?@evil.example", "https://corp.example/"},
         {"https://corp.example:443/", "https://corp.example/"},
         {"http://corp.example:80/", "http://corp.example/"},
         {"http://corp.example:443/", "http://corp.example:443/"},
         {"https://corp.example:80/", "https://corp.example:80/"},
         {"https://corp.example:1/", "https://corp.example:1/"},
         {"https://corp.example:65535/", "https://corp.example:65535/"},
         {"https://corp.example:8443", "https://corp.example:8443/"},
         {"https://corp.example:/", "url-port"},
         {"https://corp.example:", "url-port"},
         {"https://corp.example:0/", "url-port"},
         {"https://corp.example:00443/", "url-port"},
         {"https://corp.example:080/", "url-port"},
         {"https://corp.example:65536/", "url-port"},
         {"https://corp.example:65979/", "url-port"},
         {"https://corp.example:4294967739/", "url-port"},
         {"https://corp.example:18446744073709552059/", "url-port"},
         {"https://corp.example:-443/", "url-port"},
         {"https://corp.example:+443/", "url-port"},
         {"https://corp.example: 443/", "url-port"},
         {"https://corp.example:443 /", "url-port"},
         {"https://corp.example:0x1bb/", "url-port"},
         {"https://corp.example:80:443/", "url-port"},
         {"https://corp.example:４４３/", "url-port"},
         {"https://corp.example:443\\/", "url-port"},
         {"https://corp.example/#", "url-fragment"},
         {"https://corp.example#/admin", "url-fragment"},
         {"https://corp.example/a#b", "url-fragment"},
         {"https://corp.example/a?b#c", "url-fragment"},
         {"https://corp.example/a%23b", "https://corp.example/a%23b"}});
}

TEST_CASE("normal_url: the query is dropped") {
  check({{"https://corp.example?", "https://corp.example/"},
         {"https://corp.example?/admin", "https://corp.example/"},
         {"https://corp.example/?", "https://corp.example/"},
         {"https://corp.example/a?b=/../c", "https://corp.example/a"},
         {"https://corp.example/a/?//%2f%00%zz\\ é", "https://corp.example/a/"},
         {"https://corp.example/a?b?c", "https://corp.example/a"},
         {"https://corp.example/a%3Fb", "https://corp.example/a%3Fb"},
         {"https://corp.example/a%3f/../b", "https://corp.example/b"},
         {"https://corp.example/..?", "url-path-above-root"},
         {"https://corp.example/a?\r\nhost: evil.example", "url-control-character"},
         {"https://corp.example/a?\0"sv, "url-control-character"}});
}

TEST_CASE("normal_url: paths") {
  check({{"https://corp.example", "https://corp.example/"},
         {"https://corp.example/", "https://corp.example/"},
         {"https://corp.example//", "url-path-empty-segment"},
         {"https://corp.example///", "url-path-empty-segment"},
         {"https://corp.example//admin", "url-path-empty-segment"},
         {"https://corp.example/admin//", "url-path-empty-segment"},
         {"https://corp.example/a//../b", "url-path-empty-segment"},
         {"https://corp.example/a/.//b", "url-path-empty-segment"},
         {"https://corp.example/admin", "https://corp.example/admin"},
         {"https://corp.example/admin/", "https://corp.example/admin/"},
         {"https://corp.example/Admin", "https://corp.example/Admin"},
         {"https://corp.example\\admin", "url-host-character"},
         {"https://corp.example/\\admin", "url-path-backslash"},
         {"https://corp.example/a\\..\\admin", "url-path-backslash"},
         {"https://corp.example/a\0b"sv, "url-control-character"},
         {"https://corp.example/a\tb", "url-control-character"},
         {"https://corp.example/a\r\nb", "url-control-character"},
         {"https://corp.example/a\x7F", "url-control-character"}});
}

TEST_CASE("normal_url: a refusal says where") {
  const auto offset = [](std::string_view text) { return normal_url(text).error().offset; };
  CHECK(offset("ftp://corp.example/") == 0);
  CHECK(offset("https://corp.example:0/") == 20);
  CHECK(offset("https://corp_x.example/") == 12);
  CHECK(offset("https://corp.example:8443/a/%2f") == 28);
  CHECK(offset("https://corp.example/a/b%zz") == 24);
  CHECK(offset("https://corp.example/a#") == 22);
  CHECK(offset("https://a..example/") == 10);
  CHECK(offset("https://corp.example/a/../../b") == 26);
}

TEST_CASE("normal_url: the size is bounded") {
  const std::string origin = "https://corp.example/";
  const std::string fits = origin + std::string(kMostUrlBytes - origin.size(), 'a');
  CHECK(outcome(fits) == fits);
  CHECK(outcome(fits + 'a') == "url-too-long");
  CHECK(outcome(origin + "?" + fits) == "url-too-long");

  const std::string short_name = "https://bücher.example/";  // whose A-label is longer
  const std::string grows = short_name + std::string(kMostUrlBytes - short_name.size(), 'a');
  CHECK(outcome(grows) == "url-too-long");
}

TEST_CASE("normal_url: many segments are no trouble") {
  std::string deep = "https://corp.example";
  for (int i = 0; i < 1'300; ++i) deep += "/a";
  std::string back = deep;
  for (int i = 0; i < 1'300; ++i) back += "/..";
  CHECK(outcome(deep) == deep);
  CHECK(outcome(back) == "https://corp.example/");
}

TEST_CASE("normal_url: the normal form of a normal form is itself") {
  std::mt19937 random(3);
  const std::string_view alphabet = "/..%2e2E5cCfF0;aA~!:@*?#[]x- \\";
  int accepted = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string text = random() % 2 == 0 ? "https://a" : "HTTP://A.b:80/";
    for (auto n = random() % 14; n > 0; --n) text += alphabet[random() % alphabet.size()];
    const auto url = normal_url(text);
    if (!url) continue;
    ++accepted;
    CAPTURE(text);
    REQUIRE(normal_url(to_text(*url)) == url);
    REQUIRE(normal_host(url->host) == url->host);
    REQUIRE(normal_path(url->path) == url->path);
  }
  CHECK(accepted > 5'000);
}

TEST_CASE("name_of: names are distinct and no text is empty") {
  std::vector<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(UrlProblem::PatternDots); ++i) {
    const auto problem = static_cast<UrlProblem>(i);
    CHECK(name_of(problem).starts_with("url-"));
    CHECK_FALSE(text_of(problem).empty());
    CHECK(std::ranges::find(names, name_of(problem)) == names.end());
    names.push_back(name_of(problem));
  }
}

}  // namespace
}  // namespace accessdrift
