#include <doctest/doctest.h>

#include <random>
#include <string>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {
namespace {

TEST_CASE("glob_matches: stars within and across segments") {
  struct Row {
    const char* pattern;
    const char* text;
    bool is_match;
  };
  for (const Row& row : {Row{"payroll", "payroll", true},
                         Row{"payroll", "payroll-admin", false},
                         Row{"payroll", "pay", false},
                         Row{"", "", true},
                         Row{"*", "", true},
                         Row{"*", "payroll", true},
                         Row{"*", "a/b", false},
                         Row{"**", "a/b/c", true},
                         Row{"**", "", true},
                         Row{"pay*", "pay", true},
                         Row{"pay*", "payroll", true},
                         Row{"pay*", "pay/roll", false},
                         Row{"*roll", "payroll", true},
                         Row{"p*y*l", "payroll", true},
                         Row{"p*z*l", "payroll", false},
                         Row{"apps/*", "apps/a", true},
                         Row{"apps/*", "apps/a/b", false},
                         Row{"apps/*", "apps", false},
                         Row{"apps/**", "apps/a/b", true},
                         Row{"apps/**", "apps", false},
                         Row{"**/admin", "a/b/admin", true},
                         Row{"**/admin", "admin", false},
                         Row{"a/*/c", "a/b/c", true},
                         Row{"a/*/c", "a//c", true},
                         Row{"a/*/c", "a/b/b/c", false},
                         Row{"a/**/c", "a/b/b/c", true},
                         Row{"a***b", "a/x/b", true},
                         Row{"*a*/**b", "xax/y/b", true},
                         Row{"*a*/**b", "xx/y/ab", false}}) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(glob_matches(row.pattern, row.text) == row.is_match);
  }
}

/// By the definition, trying every length of a star.
bool matches_by_trying(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() != '*')
    return !text.empty() && text.front() == pattern.front() &&
           matches_by_trying(pattern.substr(1), text.substr(1));
  const bool is_across = pattern.starts_with("**");
  const std::string_view rest = pattern.substr(is_across ? 2 : 1);
  for (std::size_t taken = 0; taken <= text.size(); ++taken) {
    if (matches_by_trying(rest, text.substr(taken))) return true;
    if (taken < text.size() && text[taken] == '/' && !is_across) return false;
  }
  return false;
}

TEST_CASE("glob_matches: agrees with trying every split") {
  std::mt19937 random(11);
  const auto word = [&](std::string_view alphabet, std::size_t longest) {
    std::string text;
    for (auto n = random() % (longest + 1); n > 0; --n)
      text += alphabet[random() % alphabet.size()];
    return text;
  };
  for (int round = 0; round < 50'000; ++round) {
    const std::string pattern = word("ab/**", 7);
    const std::string text = word("aab/", 8);
    CAPTURE(pattern);
    CAPTURE(text);
    REQUIRE(glob_matches(pattern, text) == matches_by_trying(pattern, text));
  }
}

TEST_CASE("glob_matches: many stars do not blow up") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a**";
  CHECK_FALSE(glob_matches(pattern + 'b', std::string(2'000, 'a')));
}

}  // namespace
}  // namespace accessdrift
