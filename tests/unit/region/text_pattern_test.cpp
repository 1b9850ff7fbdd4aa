#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "accessdrift/region/code_points.h"
#include "accessdrift/region/text_cells.h"
#include "pattern_checks.h"

namespace accessdrift {
namespace {

using namespace text_oracle;

const std::vector<std::string> kUnderstood = {
    "",
    "a",
    "abc",
    "^abc",
    "abc$",
    "^abc$",
    "^$",
    "$^",
    "^",
    "$",
    "\\Aab\\z",
    "a^b",
    "a$b",
    "(^a|b)c",
    "(a|b$)",
    "(?:^)*a",
    "(^|a)+b",
    "(?:$)?",
    ".",
    "^.$",
    "^...$",
    "(?s)^.$",
    "(?s:.)a(?-s:.)",
    "^[^a]$",
    "[a-c]+[x-z]",
    "^[]a]$",
    "^[^]a]$",
    "^[a-]$",
    "^[-a]$",
    "^[a\\-z]$",
    "^[\\d-z]$",
    "^[+--]$",
    "[[:alpha:]][[:digit:]]",
    "^[[:^alpha:]]$",
    "^[[:space:][:punct:]]$",
    "^[[:word:]]+$",
    "^[^[:cntrl:]]$",
    "^[[:print:]]$",
    "^[[:xdigit:]]$",
    "^\\d\\D\\s\\S\\w\\W$",
    "^[^\\d]$",
    "^[\\D]$",
    "^[^\\W]$",
    "^\\s$",
    "\\n|\\t",
    "^\\x41\\x{62}$",
    "^\\x{e9}$",
    "^\\xE9$",
    "^[\\x00-\\x1f]$",
    "^[\\x{80}-\\x{10FFFF}]$",
    "^[\\x{1F600}-\\x{1F64F}]$",
    "^[^\\x00-\\x{10FFFF}]$",
    "\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\$\\/\\-\\_",
    "\\Qa.b\\E",
    "\\Qa.b*",
    "\\Qab\\E+c",
    "a\\a?\\f?\\v?\\r?b",
    "(a)(?P<name>b)(?:c)",
    "a|b|c",
    "^(a|b||c)$",
    "(|a)",
    "(a|ab)(c|bcd)",
    "(foo|bar|baz)qux",
    "a*",
    "^a*$",
    "^a+?$",
    "^a??b*?$",
    "^(ab)*$",
    "^(a*)*$",
    "^(a*)+b$",
    "^a{3}$",
    "^a{2,}$",
    "^a{2,4}$",
    "^a{0}$",
    "^a{0,1}b$",
    "^(ab?){2,3}$",
    "^(?:a{2}){3}$",
    "^[a-z]{1,64}$",
    "^a{,3}$",
    "a{b",
    "a{1",
    "x{1a}",
    "{",
    "^a}$",
    "^]$",
    "(?i)abc",
    "(?i)k",
    "(?i)S",
    "(?i)^[a-z]$",
    "(?i)^[^k]$",
    "(?i)^[j-l]$",
    "(?i)^\\w$",
    "(?i)^\\W$",
    "(?i)^[\\W]$",
    "(?i)^[^\\W]$",
    "(?i)^[[:lower:]]$",
    "(?i)^[[:^upper:]]$",
    "(?i)^\\D.\\s$",
    "(?i)[@-`]x",
    "(?i:a)b",
    "(?i)a(?-i)b",
    "a(?i)b|c",
    "(a(?i)b)c",
    "(?im)^a$",
    "(?i-s)a.b",
    "(?i)\\Qk1\\E",
    "(?m)^a",
    "(?m)a$",
    "(?m)^a$",
    "(?m)^$",
    "(?m)$^",
    "(?m)a$\\n^b",
    "(?m)$\\n",
    "(?m)\\n^",
    "(?m)(^|b)a",
    "(?m)\\Aa",
    "(?m)a\\z",
    "(?m:^a$)b?$",
    "(?U)^a*?b+$",
    "\\bab\\b",
    "a\\b",
    "\\b",
    "^\\b",
    "\\b$",
    "a\\b\\bb?",
    "(a|\\b)-",
    "(?m)\\b$",
    "(?m)^\\b|\\b\\n",
    "\\ba(?:\\b|b)",
    "\u00E9+",
    "^[\u00E0-\u00FF]$",
    "^[^\u00E9]$",
    "\u20AC|\u00E9",
    "^[\uD7FF\uE000-\uFFFF]$",
    "^/users/[0-9]+/",
    "^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$",
    "^(https?|ftp)://[^/]+/.*\\.pdf$",
    "^([01]?[0-9]|2[0-3]):[0-5][0-9]$",
    "^10\\.(?:[0-9]{1,3}\\.){2}[0-9]{1,3}$",
    "^(?:dev|test)-[a-z]+(?:-[0-9]{2})?$",
    "\\.(jpg|png)$",
};

TEST_CASE("TextCells: a pattern means what RE2 reads") {
  std::mt19937 random(20240501);
  for (const std::string& pattern : kUnderstood) {
    CAPTURE(pattern);
    REQUIRE(is_pattern(pattern));
    const TextCells cells(patterns({pattern}));
    REQUIRE(cells.opaque().empty());
    const Oracle oracle(cells.exact());
    check_examples(cells, oracle);
    const std::u32string alphabet = alphabet_of(pattern);
    for (int i = 0; i < 2'000; ++i) check_cell(cells, oracle, random_text(random, alphabet));
  }
}

TEST_CASE("TextCells: single code points and pairs are read as RE2 does") {
  const TextCells cells(patterns({"^.$", "^\\w$", "^\\W\\b", "(?i)^[a-z]$", "(?i)^[^a-z]$", "(?i)k",
                                  "(?i)s", "^[[:^ascii:]]$", "(?i)^[[:^alpha:]]$", "(?m)^a",
                                  "[\\x{7FF}-\\x{800}\\x{FFFF}-\\x{10000}]"}));
  REQUIRE(cells.opaque().empty());
  const Oracle oracle(cells.exact());
  for (char32_t point = 0; point < 0x11000; ++point) {
    if (point < 0xD800 || point > 0xDFFF) check_cell(cells, oracle, encode_utf8({&point, 1}));
  }
  for (char32_t first = 0; first < 0x80; ++first) {
    for (char32_t second = 0; second < 0x80; ++second)
      check_cell(cells, oracle, encode_utf8(std::u32string{first, second}));
  }
}

TEST_CASE("TextCells: what is not surely understood is opaque") {
  for (const std::string pattern : {"\\pL",
                                    "\\p{Greek}",
                                    "\\PN",
                                    "\\B",
                                    "a\\Bb",
                                    "\\C",
                                    "[[:word:]\\pL]",
                                    "(?i)\u00E9",
                                    "(?i)[\u00E0-\u00FF]",
                                    "[^\\x{D7FF}]",
                                    "\\x{D800}",
                                    "\\101",
                                    "\\0",
                                    "\\1",
                                    "[\\x{D900}]",
                                    "a**",
                                    "(?=a)",
                                    "(a",
                                    "a)",
                                    "*",
                                    "a{2}{3}",
                                    "a{1001}",
                                    "[b-a]",
                                    "[[:nope:]]",
                                    "[a",
                                    "\\",
                                    "(?x)a",
                                    "\\Q\\E",
                                    "a{3,2}",
                                    "(?",
                                    "(?i",
                                    "(?P<n",
                                    "\\x{110000}",
                                    "\\xg0",
                                    "\\x4",
                                    "\\Z",
                                    "\xFF",
                                    "(((a{100}){100}){100})"}) {
    CAPTURE(pattern);
    const TextCells cells(patterns({pattern, "^ok"}));
    CHECK(cells.opaque() == patterns({pattern}));
    CHECK(cells.exact() == patterns({"^ok"}));
    CHECK(cells.size() == 2);
  }
}

TEST_CASE("TextCells: equal, smaller and disjoint patterns have no more cells than that") {
  struct Row {
    std::string first;
    std::string second;
    std::uint32_t cells;
  };
  const Row rows[] = {
      {"^(a|b)*$", "^[ab]*$", 2},
      {"^a+$", "^aa*$", 2},
      {"^a", "^ab", 3},
      {"^a", "^b", 3},
      {"a", "b", 4},
      {"^(ab)*a$", "^a(ba)*$", 2},
      {"", "(|x)", 1},
      {"^[^\\x00-\\x{10FFFF}]", "a^b", 1},
      {"^a{2,3}$", "^(aa|aaa)$", 2},
      {"(?s)^.*$", "$", 1},
      {"^\\d{3}$", "^[0-9][0-9]\\d$", 2},
      {"(?i)^ab$", "^[aA][bB]$", 2},
      {"(?i)^k$", "^[kK]$", 3},
  };
  for (const Row& row : rows) {
    CAPTURE(row.first);
    CAPTURE(row.second);
    CHECK(TextCells(patterns({row.first, row.second})).size() == row.cells);
  }
}

}  // namespace
}  // namespace accessdrift
