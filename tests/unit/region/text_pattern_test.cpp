#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/region/code_points.h"
#include "accessdrift/region/text_cells.h"
#include "re2_oracle.h"

namespace accessdrift {
namespace {

using text_oracle::Oracle;
using Kind = TextTest::Kind;

std::vector<TextTest> patterns(const std::vector<std::string>& arguments) {
  std::vector<TextTest> tests;
  for (const std::string& argument : arguments) tests.push_back({Kind::Matches, argument});
  return tests;
}

/// Characters of the pattern, neighbours of ASCII ones, and noise.
std::u32string alphabet_of(const std::string& pattern) {
  std::u32string alphabet =
      U"ab0 -/._\n\r\tAZKSks\u00E9\u00C9\u017F\u212A\u20AC\U0001F600\U0010FFFF";
  alphabet += *decode_utf8(pattern);
  const std::u32string own = *decode_utf8(pattern);
  for (const char32_t point : own) {
    if (point < 0x7F) alphabet += {point + 1, point == 0 ? point : point - 1};
  }
  return alphabet;
}

std::string random_text(std::mt19937& random, const std::u32string& alphabet) {
  std::uniform_int_distribution<std::size_t> length(0, 12);
  std::uniform_int_distribution<std::size_t> place(0, alphabet.size() - 1);
  std::uniform_int_distribution<char32_t> any(0, kLastCodePoint);
  std::u32string text;
  for (std::size_t i = length(random); i > 0; --i) {
    const char32_t noise = any(random);
    const bool is_noise = noise % 50 == 0 && (noise < 0xD800 || noise > 0xDFFF);
    text.push_back(is_noise ? noise : alphabet[place(random)]);
  }
  return encode_utf8(text);
}

void check_cell(const TextCells& cells, const Oracle& oracle, const std::string& text) {
  const auto cell = cells.cell_of(text);
  REQUIRE(cell);
  for (std::size_t test = 0; test < cells.exact().size(); ++test) {
    if (cells.holds(test, *cell) == oracle.holds(test, text)) continue;
    CAPTURE(text);
    CAPTURE(cells.exact()[test].argument);
    CHECK(cells.holds(test, *cell) == oracle.holds(test, text));
  }
}

void check_examples(const TextCells& cells, const Oracle& oracle) {
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
    CAPTURE(cells.example(cell));
    CHECK(cells.cell_of(cells.example(cell)) == cell);
    check_cell(cells, oracle, cells.example(cell));
  }
}

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
    REQUIRE(text_oracle::is_pattern(pattern));
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

/// A pattern over a and b.
class PatternWriter {
 public:
  explicit PatternWriter(std::uint32_t seed) : random_(seed) {}

  std::string pattern(int depth) {
    if (depth == 0)
      return one_of({"a", "b", "a", "b", ".", "[ab]", "[^a]", "^", "$", "\\b", "", "c?"});
    switch (below(6)) {
      case 0:
        return pattern(depth - 1) + "|" + pattern(depth - 1);
      case 1:
      case 2:
        return group(depth) + group(depth);
      case 3:
        return group(depth) + one_of({"*", "+", "?", "*?", "{2}", "{1,3}", "{0,2}", "{2,}", "{0}"});
      case 4:
        return group(depth);
      default:
        return pattern(depth - 1) + pattern(0);
    }
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  std::string one_of(const std::vector<std::string>& choices) {
    return choices[below(choices.size())];
  }
  std::string group(int depth) {
    return one_of({"(", "(?:", "(?:", "(?m:", "(?i:", "(?s:"}) + pattern(depth - 1) + ")";
  }

  std::mt19937 random_;
};

std::vector<std::string> all_texts(std::string_view alphabet, std::size_t longest) {
  std::vector<std::string> texts{""};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].size() == longest) break;
    for (const char letter : alphabet) texts.push_back(texts[i] + letter);
  }
  return texts;
}

/// Every accept vector that a short text has is a cell's, and each cell's example has its own.
void check_joint_cells(const TextCells& cells, const std::vector<std::string>& texts) {
  const Oracle oracle(cells.exact());
  std::set<std::vector<bool>> vectors;
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
    std::vector<bool> vector;
    for (std::size_t test = 0; test < cells.exact().size(); ++test)
      vector.push_back(cells.holds(test, cell));
    CHECK(vectors.insert(vector).second);
  }
  check_examples(cells, oracle);
  for (const std::string& text : texts) check_cell(cells, oracle, text);
}

TEST_CASE("TextCells: the joint cells of two patterns against brute force") {
  PatternWriter writer(7);
  const auto texts = all_texts("abc", 6);
  for (int i = 0; i < 1'000; ++i) {
    const std::string first = writer.pattern(3);
    const std::string second = writer.pattern(3);
    if (!text_oracle::is_pattern(first) || !text_oracle::is_pattern(second)) continue;
    CAPTURE(first);
    CAPTURE(second);
    const TextCells cells(patterns({first, second}));
    REQUIRE(cells.opaque().empty());
    check_joint_cells(cells, texts);
  }
}

TEST_CASE("TextCells: line anchors and word boundaries against brute force") {
  PatternWriter writer(11);
  const auto texts = all_texts("ab\n-", 5);
  for (int i = 0; i < 500; ++i) {
    const std::string pattern = "(?m)" + writer.pattern(3);
    if (!text_oracle::is_pattern(pattern)) continue;
    CAPTURE(pattern);
    const TextCells cells(patterns({pattern}));
    REQUIRE(cells.opaque().empty());
    check_joint_cells(cells, texts);
  }
}

TEST_CASE("TextCells: any syntax is read as RE2 does or is opaque") {
  const std::vector<std::string> pieces{
      "a",    "b",       "k",     "(",    ")",     "(?:",     "(?i)",   "(?s)",   "(?-i:",
      "(?m)", "|",       "*",     "+",    "?",     "??",      "{2}",    "{1,2}",  "{,2}",
      "{02}", "{2,05}",  "{00}",  "{0}",  "{1,0}", "{2,}",    "{01",    "{",      "}",
      "[",    "]",       "^",     "$",    "-",     "\\",      "\\d",    "\\W",    "\\b",
      "\\Q",  "\\E",     "\\A",   "\\z",  "\\n",   ".",       "[a-c]",  "[^b]",   "[[:word:]",
      "[:^a", "[^\\s-]", "[]-a]", "\\x6", "\\x62", "\\x{e9}", "\u00E9", "(?P<n>", "(?U)",
      "\n",   "\\.",     "\\_"};
  std::mt19937 random(23);
  const std::u32string alphabet = U"aabbkK\u212A\u00E9c-.\n{}[]\\_,2E ";
  int understood = 0;
  for (int i = 0; i < 60'000; ++i) {
    std::string pattern;
    for (std::size_t count = 1 + random() % 7; count > 0; --count)
      pattern += pieces[random() % pieces.size()];
    if (!text_oracle::is_pattern(pattern)) continue;
    CAPTURE(pattern);
    const TextCells cells(patterns({pattern}));
    if (!cells.opaque().empty()) continue;
    ++understood;
    const Oracle oracle(cells.exact());
    check_examples(cells, oracle);
    for (int text = 0; text < 30; ++text) check_cell(cells, oracle, random_text(random, alphabet));
  }
  CHECK(understood > 5'000);
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
