#include "accessdrift/source/wildcard.h"

#include <doctest/doctest.h>

#include <string>

namespace accessdrift {
namespace {

TEST_CASE("Wildcard: matches as git does") {
  struct Row {
    std::string pattern;
    std::string text;
    bool matches;
  };
  const Row rows[] = {
      {"foo", "foo", true},
      {"foo", "fo", false},
      {"", "", true},
      {"?", "a", true},
      {"?", "", false},
      {"?", "/", false},
      {"*", "a", true},
      {"*", "", true},
      {"*", "a/b", false},
      {"a*c", "abbc", true},
      {"a*c", "ab", false},
      {"*/b", "a/b", true},
      {"*/b", "a/c/b", false},
      {"**", "a/b", true},
      {"**/b", "b", true},
      {"**/b", "x/y/b", true},
      {"**/b", "xb", false},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "axb", false},
      {"a/**", "a/x/y", true},
      {"a/**", "a", false},
      {"a**b", "axxb", true},
      {"a**b", "ax/xb", false},
      {"a/***/b", "a/x/b", true},
      {R"(a/**\/b)", "a/x/b", true},
      {R"(a/**\/b)", "a/b", false},
      {"[a-c]x", "bx", true},
      {"[a-c]x", "dx", false},
      {"[!a-c]x", "dx", true},
      {"[^a-c]x", "bx", false},
      {"[]-]", "]", true},
      {"[]-]", "-", true},
      {"[a-]", "-", true},
      {"[--0]", ".", true},
      {R"([\]])", "]", true},
      {R"([a-\c])", "b", true},
      {"[!x]", "/", false},
      {"[.-0]", "/", false},
      {"[[:digit:]]", "7", true},
      {"[[:digit:]]", "x", false},
      {"[[:upper:][:space:]]", " ", true},
      {"[[:nonsense:]]", "x", false},
      {"[[:x]", ":", true},
      {"[[:]", ":", true},
      {"[a", "a", false},
      {"[a", "[a", false},
      {R"(\*)", "*", true},
      {R"(\*)", "a", false},
      {R"(a\)", "a", false},
      {R"(a\)", R"(a\)", false},
      {"\xC3\xA9?", "\xC3\xA9x", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(Wildcard(row.pattern, false).matches(row.text) == row.matches);
  }
}

TEST_CASE("Wildcard: case matters unless it is told not to") {
  CHECK_FALSE(Wildcard("a[B]*", false).matches("Abc"));
  CHECK(Wildcard("a[B]*", true).matches("Abc"));
  CHECK(Wildcard("[!b]", true).matches("c"));
  CHECK_FALSE(Wildcard("[!b]", true).matches("B"));
}

TEST_CASE("Wildcard: a pattern made to go back and forth costs no more than any other") {
  std::string pattern;
  for (int i = 0; i < 500; ++i) pattern += "*a";
  CHECK_FALSE(Wildcard(pattern + "b", false).matches(std::string(1000, 'a')));
  CHECK(Wildcard(pattern, false).matches(std::string(1000, 'a')));
}

}  // namespace
}  // namespace accessdrift
