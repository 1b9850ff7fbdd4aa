#include "accessdrift/url/pattern.h"

#include <doctest/doctest.h>

#include <random>
#include <span>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

UrlPattern pattern(std::string_view text) {
  CAPTURE(text);
  auto parsed = parse_url_pattern(text);
  REQUIRE(parsed.has_value());
  return *parsed;
}
Url url(std::string_view text) {
  CAPTURE(text);
  auto parsed = normal_url(text);
  REQUIRE(parsed.has_value());
  return *parsed;
}

TEST_CASE("parse_url_pattern: normal forms") {
  struct Row {
    std::string_view text;
    const char* normal;
  };
  for (const Row& row : {
           Row{"https://payroll.corp.example", "https://payroll.corp.example/"},
           Row{"https://payroll.corp.example/", "https://payroll.corp.example/"},
           Row{"HTTPS://Payroll.CORP.example:443/admin", "https://payroll.corp.example/admin/"},
           Row{"http://payroll.corp.example:8080/", "http://payroll.corp.example:8080/"},
           Row{"https://*.corp.example/", "https://*.corp.example/"},
           Row{"https://*.BÜCHER.example/", "https://*.xn--bcher-kva.example/"},
           Row{"https://*.example", "https://*.example/"},
           Row{"https://192.0.2.1/a", "https://192.0.2.1/a/"},
           Row{"https://[2001:DB8::0:1]:8443/", "https://[2001:db8::1]:8443/"},
           Row{"https://h/%61dmin/%c3%a9", "https://h/admin/%C3%A9/"},
           Row{"https://h/a/../b/./c", "https://h/b/c/"},
           Row{"https://h/a/..", "https://h/"},
           Row{"https://h/*", "https://h/*/"},
           Row{"https://h/*/", "https://h/*/"},
           Row{"https://h/**", "https://h/"},
           Row{"https://h/a/**", "https://h/a/"},
           Row{"https://h/a/**/**/", "https://h/a/"},
           Row{"https://h/a/**/*", "https://h/a/*/"},
           Row{"https://h/a/**/*/**", "https://h/a/*/"},
           Row{"https://h/**/*/**/*/b", "https://h/*/*/**/b/"},
           Row{"https://h/a/**/**/b", "https://h/a/**/b/"},
           Row{"https://h/*/**/b", "https://h/*/**/b/"},
           Row{"https://h/%2A/b", "https://h/%2A/b/"},
           Row{"https://h/%2a%2a", "https://h/%2A%2A/"},
       }) {
    CAPTURE(row.text);
    CHECK(to_text(pattern(row.text)) == row.normal);
    CHECK(pattern(row.normal) == pattern(row.text));
  }
}

TEST_CASE("parse_url_pattern: refusals say why and where") {
  struct Row {
    std::string_view text;
    UrlProblem problem;
    std::size_t offset;
  };
  for (const Row& row : {
           Row{"payroll.corp.example", UrlProblem::Scheme, 0},
           Row{"*://corp.example/", UrlProblem::Scheme, 0},
           Row{"https://*/", UrlProblem::PatternHost, 8},
           Row{"https://*./", UrlProblem::HostMissing, 10},
           Row{"https://**.corp.example/", UrlProblem::PatternHost, 8},
           Row{"https://*.*.corp.example/", UrlProblem::PatternHost, 10},
           Row{"https://a.*.example/", UrlProblem::PatternHost, 10},
           Row{"https://a*.example/", UrlProblem::PatternHost, 9},
           Row{"https://*a.example/", UrlProblem::PatternHost, 8},
           Row{"https://*.192.0.2.1/", UrlProblem::PatternHost, 10},
           Row{"https://*.[::1]/", UrlProblem::PatternHost, 10},
           Row{"https://*.0.2.1/", UrlProblem::HostAddress, 10},
           Row{"https://*.corp.example./", UrlProblem::HostTrailingDot, 22},
           Row{"https://corp.example:*/", UrlProblem::Port, 20},
           Row{"https://corp_x.example/", UrlProblem::HostCharacter, 12},
           Row{"https://h/?", UrlProblem::PatternQuery, 10},
           Row{"https://h?", UrlProblem::PatternQuery, 9},
           Row{"https://h/a?b", UrlProblem::PatternQuery, 11},
           Row{"https://h/#", UrlProblem::Fragment, 10},
           Row{"https://ana@h/", UrlProblem::UserInformation, 8},
           Row{"https://h/a*", UrlProblem::PatternStar, 10},
           Row{"https://h/b/*a", UrlProblem::PatternStar, 12},
           Row{"https://h/***", UrlProblem::PatternStar, 10},
           Row{"https://h/*.html", UrlProblem::PatternStar, 10},
           Row{"https://h/*;x", UrlProblem::PatternStar, 10},
           Row{"https://h/*%2A", UrlProblem::PatternStar, 10},
           Row{"https://h/*/../a", UrlProblem::PatternDots, 12},
           Row{"https://h/**/..", UrlProblem::PatternDots, 13},
           Row{"https://h/./*", UrlProblem::PatternDots, 10},
           Row{"https://h/a*/%2e", UrlProblem::PatternDots, 13},
           Row{"https://h/..", UrlProblem::PathAboveRoot, 10},
           Row{"https://h//", UrlProblem::PathEmptySegment, 10},
           Row{"https://h/a/%2f", UrlProblem::PathEncodedSlash, 12},
           Row{"https://h/a/é", UrlProblem::PathCharacter, 12},
           Row{"https://h/..;/a", UrlProblem::PathDotParameter, 10},
           Row{" https://h/", UrlProblem::Scheme, 0},
       }) {
    CAPTURE(row.text);
    const auto parsed = parse_url_pattern(row.text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(name_of(parsed.error().problem) == name_of(row.problem));
    CHECK(parsed.error().offset == row.offset);
  }
}

TEST_CASE("parse_url_pattern: sizes are bounded") {
  const std::string origin = "https://h/";
  const std::string fits = origin + std::string(kMostPatternBytes - origin.size() - 1, 'a');
  CHECK(parse_url_pattern(fits).has_value());
  CHECK(parse_url_pattern(fits + 'a').error().problem == UrlProblem::PatternTooLong);

  std::string deep = "https://h";
  for (std::size_t i = 0; i < kMostPatternSegments; ++i) deep += "/a";
  CHECK(parse_url_pattern(deep).has_value());
  CHECK(parse_url_pattern(deep + "/a").error().problem == UrlProblem::PatternTooDeep);

  const std::string label(62, 'a');
  const std::string parent = label + '.' + label + '.' + label + '.' + label;  // 251 bytes
  CHECK(parse_url_pattern("https://*." + parent + '/').has_value());
  CHECK(parse_url_pattern("https://*." + parent + "a/").error().problem == UrlProblem::HostTooLong);
}

TEST_CASE("matches: hosts, ports, paths") {
  struct Row {
    std::string_view pattern;
    std::string_view url;
    bool is_match;
  };
  for (const Row& row : {
           Row{"https://h.example/", "https://h.example/", true},
           Row{"https://h.example/", "https://h.example/any/thing", true},
           Row{"https://h.example/", "http://h.example/", false},
           Row{"https://h.example/", "https://h.example:8443/", false},
           Row{"https://h.example:443/", "HTTPS://H.example/", true},
           Row{"https://h.example/", "https://g.h.example/", false},
           Row{"https://*.h.example/", "https://g.h.example/", true},
           Row{"https://*.h.example/", "https://h.example/", false},
           Row{"https://*.h.example/", "https://f.g.h.example/", false},
           Row{"https://*.h.example/", "https://xh.example/", false},
           Row{"https://*.h.example/", "https://g.h.example:8443/", false},
           Row{"https://*.example/", "https://localhost/", false},
           Row{"https://*.example/", "https://example/", false},
           Row{"https://h/admin", "https://h/admin", true},
           Row{"https://h/admin", "https://h/admin/", true},
           Row{"https://h/admin/", "https://h/admin", true},
           Row{"https://h/admin/", "https://h/admin/x", true},
           Row{"https://h/admin/", "https://h/admin/x/y/", true},
           Row{"https://h/admin", "https://h/administrator", false},
           Row{"https://h/admin", "https://h/admi", false},
           Row{"https://h/admin", "https://h/", false},
           Row{"https://h/admin", "https://h/Admin", false},
           Row{"https://h/admin", "https://h/admin;x", false},
           Row{"https://h/admin", "https://h/x/../%61dmin?q", true},
           Row{"https://h/*", "https://h/", false},
           Row{"https://h/*", "https://h/a", true},
           Row{"https://h/*", "https://h/a/b", true},
           Row{"https://h/a/*", "https://h/a/", false},
           Row{"https://h/a/*/c", "https://h/a/b/c", true},
           Row{"https://h/a/*/c", "https://h/a/c", false},
           Row{"https://h/a/*/c", "https://h/a/b/b/c", false},
           Row{"https://h/a/**", "https://h/a", true},
           Row{"https://h/a/**/c", "https://h/a/c", true},
           Row{"https://h/a/**/c", "https://h/a/b/c", true},
           Row{"https://h/a/**/c", "https://h/a/b/b/c/d", true},
           Row{"https://h/a/**/c", "https://h/a/b/cc", false},
           Row{"https://h/**/a/b", "https://h/a/a/b", true},
           Row{"https://h/**/*/a", "https://h/a", false},
           Row{"https://h/**/*/a", "https://h/a/a", true},
           Row{"https://h/%2A", "https://h/*", false},
           Row{"https://h/%2A", "https://h/%2a", true},
       }) {
    CAPTURE(row.pattern);
    CAPTURE(row.url);
    CHECK(matches(pattern(row.pattern), url(row.url)) == row.is_match);
  }
}

/// By the definition, trying every length of a `**`.
bool covers_by_trying(std::span<const std::string> pattern, std::span<const std::string> path) {
  if (pattern.empty()) return true;
  if (pattern.front() == "**") {
    return covers_by_trying(pattern.subspan(1), path) ||
           (!path.empty() && covers_by_trying(pattern, path.subspan(1)));
  }
  return !path.empty() && (pattern.front() == "*" || pattern.front() == path.front()) &&
         covers_by_trying(pattern.subspan(1), path.subspan(1));
}

TEST_CASE("matches: agrees with trying every split") {
  std::mt19937 random(5);
  const auto segments = [&](std::vector<std::string> from, std::size_t most) {
    std::vector<std::string> chosen(random() % (most + 1));
    for (std::string& one : chosen) one = from[random() % from.size()];
    return chosen;
  };
  const auto text = [](const std::vector<std::string>& parts) {
    std::string path = "https://h";
    for (const std::string& part : parts) path += '/' + part;
    return path;
  };
  int matched = 0;
  for (int round = 0; round < 30'000; ++round) {
    const auto parts = segments({"a", "b", "ab", "*", "**", "**"}, 6);
    const auto path = segments({"a", "b", "ab", "a"}, 7);
    const std::string slash = !path.empty() && random() % 2 == 0 ? "/" : "";
    CAPTURE(text(parts));
    CAPTURE(text(path));
    const bool expected = covers_by_trying(parts, path);
    matched += expected ? 1 : 0;
    REQUIRE(matches(pattern(text(parts)), url(text(path) + slash)) == expected);
  }
  CHECK(matched > 5'000);
  CHECK(matched < 25'000);
}

TEST_CASE("matches: many wildcards do not blow up") {
  std::string stars = "https://h";
  for (int i = 0; i < 60; ++i) stars += "/**/a/*";
  std::string path = "https://h";
  for (int i = 0; i < 2'000; ++i) path += "/a";
  CHECK(matches(pattern(stars), url(path)));
  CHECK_FALSE(matches(pattern(stars + "/b"), url(path)));
}

TEST_CASE("specificity_of: literal characters, host before path") {
  const auto less = [](std::string_view a, std::string_view b) {
    return compare_specificity(pattern(a), pattern(b)) < 0;
  };
  CHECK(less("https://h/", "https://h/*"));
  CHECK(less("https://h/*", "https://h/a"));
  CHECK(less("https://h/a", "https://h/a/*"));
  CHECK(less("https://h/a", "https://h/ab"));
  CHECK(less("https://h/**/a", "https://h/*/a"));
  CHECK(less("https://*.h/abcdef", "https://a.h/"));
  CHECK(less("https://h.example/abcdef", "https://hh.example/"));
  CHECK(specificity_of(pattern("https://*.corp.example/a/*/**/bc")) == UrlSpecificity{13, 6});
  CHECK(specificity_of(pattern("https://corp.example")) == UrlSpecificity{12, 0});
  CHECK(compare_specificity(pattern("https://h/a/**/b"), pattern("https://h/a/b")) == 0);
  CHECK(compare_specificity(pattern("https://h/a/"), pattern("https://g/b")) == 0);
}

}  // namespace
}  // namespace accessdrift
