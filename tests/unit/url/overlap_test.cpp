#include "accessdrift/url/overlap.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

UrlPattern pattern(std::string_view text) { return parse_url_pattern(text).value(); }

TEST_CASE("overlap: an example, or nothing") {
  struct Row {
    const char* a;
    const char* b;
    const char* common;
  };
  for (const Row& row : {
           Row{"https://h/", "https://h/", "https://h/"},
           Row{"https://h/", "https://h/a/b", "https://h/a/b"},
           Row{"https://h/a", "https://h/b", ""},
           Row{"https://h/a", "https://h/ab", ""},
           Row{"https://h/*/b", "https://h/a/*", "https://h/a/b"},
           Row{"https://h/*", "https://h/*/*", "https://h/x/x"},
           Row{"https://h/**/b", "https://h/a", "https://h/a/b"},
           Row{"https://h/**/b/c", "https://h/**/c/d", "https://h/b/c/c/d"},
           Row{"https://h/a/b", "https://h/*/c", ""},
           Row{"https://h/a/**/b", "https://h/c/**", ""},
           Row{"https://h/", "http://h/", ""},
           Row{"https://h/", "https://h:8443/", ""},
           Row{"https://h/", "https://g/", ""},
           Row{"https://*.h/a", "https://g.h/", "https://g.h/a"},
           Row{"https://*.h/", "https://*.h/", "https://x.h/"},
           Row{"https://*.h/", "https://h/", ""},
           Row{"https://*.h/", "https://f.g.h/", ""},
           Row{"https://*.h/", "https://*.g.h/", ""},
           Row{"https://*.h/", "https://localhost/", ""},
       }) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    const auto common = overlap(pattern(row.a), pattern(row.b));
    CHECK((common ? to_text(*common) : "") == row.common);
    CHECK(overlap(pattern(row.b), pattern(row.a)).has_value() == common.has_value());
  }
}

TEST_CASE("tie: equal specificity and a common URL") {
  const auto ties = [](const char* a, const char* b) {
    return tie(pattern(a), pattern(b)).has_value();
  };
  CHECK(ties("https://h/a", "https://h/a/"));
  CHECK(ties("https://h/a/**", "https://h/a"));
  CHECK(ties("https://h/*/a", "https://h/b/*"));
  CHECK(ties("https://h/a/**/b", "https://h/a/b"));
  CHECK_FALSE(ties("https://h/*/a", "https://h/a"));
  CHECK_FALSE(ties("https://h/a/x", "https://h/b/x"));
  CHECK_FALSE(ties("https://h/a", "http://h/a"));
  CHECK_FALSE(ties("https://g.h/a", "https://*.h/a"));
}

/// All paths of at most `most` segments of `words`, as the text of patterns or URLs of one host.
std::vector<std::string> all_texts(const std::vector<std::string>& words, std::size_t most) {
  std::vector<std::string> texts{"https://h"};
  std::size_t begin = 0;
  for (std::size_t length = 0; length < most; ++length) {
    const std::size_t end = texts.size();
    for (; begin < end; ++begin) {
      for (const std::string& word : words) texts.push_back(texts[begin] + '/' + word);
    }
  }
  return texts;
}

/// Which of the URLs lie in the pattern. Long enough to tell any two of the patterns apart.
struct Covered {
  UrlPattern pattern;
  std::vector<bool> urls;
};
std::vector<Covered> covered_by_small_patterns() {
  std::vector<Url> urls;
  for (const std::string& text : all_texts({"a", "b", "x"}, 6)) {
    urls.push_back(normal_url(text).value());
  }
  std::vector<Covered> all;
  for (const std::string& text : all_texts({"a", "b", "*", "**"}, 3)) {
    Covered covered{pattern(text), {}};
    for (const Url& url : urls) covered.urls.push_back(matches(covered.pattern, url));
    all.push_back(std::move(covered));
  }
  return all;
}

TEST_CASE("overlap: agrees with trying every short URL") {
  const auto all = covered_by_small_patterns();
  for (const Covered& a : all) {
    for (const Covered& b : all) {
      bool is_expected = false;
      for (std::size_t i = 0; i < a.urls.size(); ++i) {
        is_expected = is_expected || (a.urls[i] && b.urls[i]);
      }
      CAPTURE(to_text(a.pattern));
      CAPTURE(to_text(b.pattern));
      const auto common = overlap(a.pattern, b.pattern);
      REQUIRE(common.has_value() == is_expected);
      if (!common) continue;
      REQUIRE(matches(a.pattern, *common));
      REQUIRE(matches(b.pattern, *common));
      REQUIRE(normal_url(to_text(*common)) == *common);
    }
  }
}

TEST_CASE("parse_url_pattern: equal patterns are those that cover the same URLs") {
  const auto all = covered_by_small_patterns();
  for (const Covered& a : all) {
    for (const Covered& b : all) {
      CAPTURE(to_text(a.pattern));
      CAPTURE(to_text(b.pattern));
      REQUIRE((a.pattern == b.pattern) == (a.urls == b.urls));
    }
  }
}

TEST_CASE("specificity_of: a pattern within another is never less specific") {
  const auto all = covered_by_small_patterns();
  for (const Covered& a : all) {
    for (const Covered& b : all) {
      bool is_within = true;
      for (std::size_t i = 0; i < a.urls.size(); ++i) {
        is_within = is_within && (!a.urls[i] || b.urls[i]);
      }
      CAPTURE(to_text(a.pattern));
      CAPTURE(to_text(b.pattern));
      if (is_within) REQUIRE(compare_specificity(a.pattern, b.pattern) >= 0);
    }
  }
}

TEST_CASE("overlap: the longest patterns have a URL within the bound") {
  const std::string origin = "https://*.h/";
  const std::size_t each = kMostPatternBytes - origin.size() - 4;
  const auto a = pattern(origin + std::string(each, 'a') + "/**");
  const auto b = pattern(origin + "**/" + std::string(each, 'b'));
  const auto common = overlap(a, b);
  REQUIRE(common.has_value());
  CHECK(normal_url(to_text(*common)) == *common);
  CHECK(to_text(*common).size() > kMostUrlBytes - 100);
}

}  // namespace
}  // namespace accessdrift
