#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/region/code_points.h"
#include "accessdrift/region/text_cells.h"
#include "pattern_checks.h"

namespace accessdrift {
namespace {

using namespace text_oracle;

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

std::vector<std::string> texts_over(std::string_view alphabet, std::size_t longest) {
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
  const auto texts = texts_over("abc", 6);
  for (int i = 0; i < 1'000; ++i) {
    const std::string first = writer.pattern(3);
    const std::string second = writer.pattern(3);
    if (!is_pattern(first) || !is_pattern(second)) continue;
    CAPTURE(first);
    CAPTURE(second);
    const TextCells cells(patterns({first, second}));
    REQUIRE(cells.opaque().empty());
    check_joint_cells(cells, texts);
  }
}

TEST_CASE("TextCells: line anchors and word boundaries against brute force") {
  PatternWriter writer(11);
  const auto texts = texts_over("ab\n-", 5);
  for (int i = 0; i < 500; ++i) {
    const std::string pattern = "(?m)" + writer.pattern(3);
    if (!is_pattern(pattern)) continue;
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
    if (!is_pattern(pattern)) continue;
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

}  // namespace
}  // namespace accessdrift
