#include "accessdrift/region/text_cells.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "accessdrift/region/code_points.h"
#include "re2_oracle.h"

namespace accessdrift {
namespace {

using text_oracle::Oracle;
using Kind = TextTest::Kind;
using Texts = std::vector<std::string>;

Texts examples(const TextCells& cells) {
  Texts examples;
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) examples.push_back(cells.example(cell));
  return examples;
}

std::string joined(const Texts& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += "`" + text + "` ";
  return joined;
}

std::vector<TextTest> equal_to(const Texts& constants) {
  std::vector<TextTest> tests;
  for (const std::string& constant : constants) tests.push_back({Kind::Equals, constant});
  return tests;
}

std::vector<bool> vector_of(const Oracle& oracle, const TextCells& cells, std::string_view text) {
  std::vector<bool> vector;
  for (std::size_t test = 0; test < cells.exact().size(); ++test)
    vector.push_back(oracle.holds(test, text));
  return vector;
}

/// The cells are the vectors of the tests' answers: of their examples, each another one, and no
/// text has one that is not there.
void check_exact(const TextCells& cells, const Texts& texts) {
  const Oracle oracle(cells.exact());
  std::map<std::vector<bool>, std::uint32_t> cell_of;
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
    CAPTURE(cells.example(cell));
    const auto vector = vector_of(oracle, cells, cells.example(cell));
    CHECK(cell_of.try_emplace(vector, cell).second);
    CHECK(cells.cell_of(cells.example(cell)) == cell);
    for (std::size_t test = 0; test < vector.size(); ++test)
      CHECK(cells.holds(test, cell) == vector[test]);
    CHECK(cells.is_other(cell) == (std::ranges::count(vector, true) == 0));
  }
  for (const std::string& text : texts) {
    const auto cell = cells.cell_of(text);
    const auto expected = cell_of.find(vector_of(oracle, cells, text));
    CAPTURE(text);
    REQUIRE(expected != cell_of.end());
    CHECK(cell == expected->second);
  }
}

Texts all_texts(const Texts& letters, std::size_t longest) {
  Texts texts{""};
  std::size_t first = 0;
  for (std::size_t length = 0; length < longest; ++length) {
    const std::size_t last = texts.size();
    for (; first < last; ++first) {
      for (const std::string& letter : letters) texts.push_back(texts[first] + letter);
    }
  }
  return texts;
}

TEST_CASE("TextCells: constants ascending as bytes, then the others") {
  CHECK(examples(TextCells({})) == Texts{"other"});
  CHECK(examples(TextCells(equal_to({"b", "a", "b"}))) == Texts{"a", "b", "other"});
  CHECK(examples(TextCells(equal_to({"other", "amber", "other2"}))) ==
        Texts{"amber", "other", "other2", "other3"});
  CHECK(examples(TextCells(equal_to({"", "\u00E9", "z"}))) == Texts{"", "z", "\u00E9", "other"});
  const TextCells cells(equal_to({"b", "a"}));
  CHECK(cells.cell_of("a") == 0U);
  CHECK(cells.cell_of("b") == 1U);
  CHECK(cells.cell_of("") == 2U);
  CHECK(cells.cell_of("ab") == 2U);
  CHECK(cells.is_constant(1));
  CHECK_FALSE(cells.is_constant(2));
  CHECK_FALSE(cells.is_other(1));
  CHECK(cells.is_other(2));
}

TEST_CASE("TextCells: listed texts and no others") {
  const TextCells cells = TextCells::listed({"macos", "linux", "macos"});
  CHECK(examples(cells) == Texts{"linux", "macos"});
  CHECK(cells.cell_of("macos") == 1U);
  CHECK_FALSE(cells.cell_of("windows"));
  CHECK(cells.is_constant(1));
  CHECK_FALSE(cells.is_other(1));
  CHECK(TextCells::listed({}).size() == 0);
}

TEST_CASE("TextCells: examples are short and readable") {
  struct Row {
    std::vector<TextTest> tests;
    Texts examples;
  };
  const Row rows[] = {
      {{{Kind::StartsWith, "/admin"}}, {"/admin", "other"}},
      {{{Kind::StartsWith, "/a"}, {Kind::StartsWith, "/a/b"}, {Kind::Equals, "/a"}},
       {"/a", "/a/", "/a/b", "other"}},
      {{{Kind::Contains, "/admin"}}, {"/admin", "other"}},
      {{{Kind::EndsWith, ".pdf"}, {Kind::StartsWith, "/x"}}, {"/x", ".pdf", "/x.pdf", "other"}},
      {{{Kind::LongerThan, "", 3}}, {"aaaa", "a"}},
      {{{Kind::LongerThan, "", 0}, {Kind::Equals, ""}}, {"", "a"}},
      {{{Kind::LongerThan, "", 0}}, {"a", ""}},
      {{{Kind::Matches, "^/users/[0-9]+/"}}, {"/users/0/", "other"}},
      {{{Kind::Matches, "^[^ -~]$"}}, {"\u00E0", "other"}},
      {{{Kind::Matches, "^\\s$"}}, {" ", "other"}},
      {{{Kind::Matches, "^[\\x00-\\x1f]$"}}, {"\t", "other"}},
      {{{Kind::Matches, "^[!-~]+$"}, {Kind::Equals, "a"}}, {"a", "b", " "}},
      {{{Kind::Below, "b"}}, {"a", "other"}},
      {{{Kind::Below, "ab"}, {Kind::Below, "b"}, {Kind::Equals, "b"}}, {"b", "a", "ab", "other"}},
      {{{Kind::Below, ""}}, {"other"}},
      {{{Kind::Below, "\u00E9"}, {Kind::StartsWith, "\u00E9"}}, {"a", "\u00E9", "\u00EA"}},
      {{{Kind::StartsWith, ""}}, {"a"}},
      {{{Kind::EndsWith, ""}, {Kind::Contains, ""}, {Kind::Matches, ""}}, {"a"}},
  };
  for (const Row& row : rows) {
    const TextCells cells(row.tests);
    CHECK(joined(examples(cells)) == joined(row.examples));
    check_exact(cells, {"", "a", "/admin", "x/admin.pdf", "/a/b", "\u20AC", "\n"});
  }
}

TEST_CASE("TextCells: the order of texts is that of their bytes") {
  const Texts words{"", "/", "/a", "/aa", "ab", "b", "\u00E9", "\uFFFD", "\U0001F600"};
  std::vector<TextTest> tests;
  for (const std::string& word : words) tests.push_back({Kind::Below, word});
  check_exact(TextCells(tests), all_texts({"/", "a", "b", "\u00E8", "\u00E9", "\U0001F601"}, 3));
  tests.push_back({Kind::Equals, "/a"});
  tests.push_back({Kind::Contains, "ab"});
  check_exact(TextCells(tests), all_texts({"/", "a", "b", "\u00E9"}, 4));
}

TEST_CASE("TextCells: a pattern whose texts are all constants has no cell of its own") {
  const std::vector<TextTest> tests{{Kind::Equals, "a"},
                                    {Kind::Equals, "b"},
                                    {Kind::Equals, "ab"},
                                    {Kind::Matches, "^(a|b|ab)$"}};
  const TextCells cells(tests);
  CHECK(examples(cells) == Texts{"a", "ab", "b", "other"});
  std::vector<TextTest> fewer = tests;
  fewer.erase(fewer.begin() + 1);
  CHECK(examples(TextCells(fewer)) == Texts{"a", "ab", "b", "other"});
  CHECK(TextCells(fewer).is_constant(1));
  CHECK_FALSE(TextCells(fewer).is_constant(2));
}

TEST_CASE("TextCells: a prefix whose texts are all told apart further in has no cell") {
  const std::vector<TextTest> tests{{Kind::StartsWith, "a"},
                                    {Kind::StartsWith, "ab"},
                                    {Kind::StartsWith, "ac"},
                                    {Kind::Equals, "a"}};
  CHECK(examples(TextCells(tests, "a([bc][a-z]?)?")) == Texts{"a", "ab", "ac"});
  CHECK(examples(TextCells(tests, "(a[a-c]?)?")) == Texts{"a", "aa", "ab", "ac", ""});
}

TEST_CASE("TextCells: mixed tests against brute force") {
  const Texts letters{"a", "b", "/", "\u00E9"};
  const auto texts = all_texts(letters, 6);
  std::mt19937 random(3);
  const auto word = [&](std::size_t longest) {
    std::string text;
    for (std::size_t i = random() % (longest + 1); i > 0; --i) text += letters[random() % 4];
    return text;
  };
  const Texts patterns{"^a+", "b$",       "(a|/)b",   "^[^/]*$", "^(ab|\u00E9)*$", "(?i)AB",
                       "a.b", "^.{2,3}$", "^/[ab]+/", "\\bb",    "\u00E9{2}",      "^$"};
  for (int round = 0; round < 400; ++round) {
    std::vector<TextTest> tests;
    for (std::size_t i = 1 + random() % 6; i > 0; --i) {
      const auto kind = static_cast<Kind>(random() % 6);
      if (kind == Kind::LongerThan) {
        tests.push_back({kind, "", static_cast<std::uint32_t>(random() % 5)});
      } else {
        tests.push_back({kind, kind == Kind::Matches ? patterns[random() % 12] : word(3)});
      }
    }
    CAPTURE(round);
    const TextCells cells(tests);
    REQUIRE(cells.opaque().empty());
    check_exact(cells, texts);
    std::ranges::shuffle(tests, random);
    CHECK(examples(TextCells(tests)) == examples(cells));
  }
}

TEST_CASE("TextCells: many constants and prefixes against brute force") {
  const auto texts = all_texts({"a", "b", "\u00E9"}, 5);
  std::mt19937 random(5);
  for (int round = 0; round < 50; ++round) {
    std::vector<TextTest> tests;
    for (const std::string& text : texts) {
      const auto choice = random() % 8;
      if (choice < 2) tests.push_back({choice == 0 ? Kind::Equals : Kind::StartsWith, text});
    }
    if (round % 2 == 0) tests.push_back({Kind::Matches, "^a.*b$"});
    check_exact(TextCells(tests), texts);
  }
}

TEST_CASE("TextCells: texts outside the domain have no cell") {
  const auto texts = all_texts({"a", "b", "-"}, 5);
  const std::vector<TextTest> tests{{Kind::Equals, "ab"},     {Kind::Equals, "a-b"},
                                    {Kind::StartsWith, "b"},  {Kind::StartsWith, "-"},
                                    {Kind::Contains, "aa"},   {Kind::EndsWith, "-a"},
                                    {Kind::Matches, "^a.*b$"}};
  for (const std::string domain : {"[ab]*", "a|b", "(ab)+", "[a-z]{2,3}", "", "a|ab", "^a$|b-",
                                   "(?m)^a$", "[^\\x00-\\x{10FFFF}]"}) {
    CAPTURE(domain);
    const TextCells cells(tests, domain);
    CHECK_FALSE(cells.has_opaque_domain());
    CHECK(cells.opaque().empty());
    const Oracle oracle(cells.exact());
    std::set<std::uint32_t> met;
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell)
      CHECK(text_oracle::matches_whole(domain, cells.example(cell)));
    for (const std::string& text : texts) {
      CAPTURE(text);
      const auto cell = cells.cell_of(text);
      REQUIRE(cell.has_value() == text_oracle::matches_whole(domain, text));
      if (!cell) continue;
      met.insert(*cell);
      CHECK(vector_of(oracle, cells, text) == vector_of(oracle, cells, cells.example(*cell)));
    }
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell)
      CHECK(cells.cell_of(cells.example(cell)) == cell);
    CHECK(met.size() <= cells.size());
  }
  CHECK(TextCells(tests, "\\pL+").has_opaque_domain());
  CHECK(TextCells(tests, "\\pL+").cell_of("--"));
  CHECK(TextCells(tests, "[^\\x00-\\x{10FFFF}]").size() == 0);
}

TEST_CASE("cell_of: nothing for what is not UTF-8") {
  const TextCells cells({{Kind::Contains, "a"}, {Kind::Equals, "b"}, {Kind::Equals, "\xC3"}});
  CHECK(cells.opaque() == std::vector<TextTest>{{Kind::Equals, "\xC3"}});
  for (const std::string text : {"\xFF", "a\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80"})
    CHECK_FALSE(cells.cell_of(text));
}

TEST_CASE("TextCells: a test over the bounds is opaque and the others stay exact") {
  const TextTest hard{Kind::Matches, "(a|b)*a(a|b){14}"};
  const TextTest easy{Kind::Matches, "^ab+$"};
  const TextTest word{Kind::Contains, "bab"};
  const TextCells cells({hard, word, easy, {Kind::LongerThan, "", 20'000}});
  CHECK(cells.opaque() == std::vector<TextTest>{hard, {Kind::LongerThan, "", 20'000}});
  CHECK(cells.exact() == std::vector<TextTest>{word, easy});
  check_exact(cells, all_texts({"a", "b"}, 7));
  CHECK(TextCells({hard}, {}, {.states = 40'000}).opaque().empty());

  std::vector<TextTest> words;
  for (char letter = 'a'; letter <= 't'; ++letter)
    words.push_back({Kind::Contains, {letter, '-', letter}});
  const TextCells many(words);
  CHECK(many.exact().size() + many.opaque().size() == words.size());
  CHECK(many.exact().size() >= 9);
  CHECK(many.opaque() ==
        std::vector(words.begin() + static_cast<std::ptrdiff_t>(many.exact().size()), words.end()));
  check_exact(many, {"a-a", "a-ab-b", "t-t", "x", "a-a-a", "b-b"});
}

TEST_CASE("TextCells: states outside the domain do not count") {
  std::vector<TextTest> tests;
  for (char letter = 'a'; letter <= 'f'; ++letter)
    tests.push_back({Kind::Contains, {letter, '-', letter}});
  CHECK(TextCells(tests, "[ab]-[ab]", {.states = 20}).opaque().empty());
  CHECK_FALSE(TextCells(tests, {}, {.states = 20}).opaque().empty());
}

TEST_CASE("TextCells: the bound on cells makes the last tests opaque") {
  std::vector<TextTest> tests{{Kind::Equals, "x"},
                              {Kind::Contains, "a"},
                              {Kind::Contains, "b"},
                              {Kind::Contains, "c"},
                              {Kind::Contains, "d"}};
  const TextCells cells(tests, {}, {.cells = 9});
  CHECK(cells.size() == 9);
  CHECK(cells.exact() == std::vector(tests.begin(), tests.begin() + 4));
  CHECK(cells.opaque() == std::vector(tests.begin() + 4, tests.end()));
  CHECK(TextCells(tests, {}, {.cells = 8}).size() == 5);
  CHECK(TextCells(tests, {}, {.cells = 2}).size() == 2);
  CHECK(TextCells(tests, {}, {.cells = 1}).size() > 1);
  CHECK(TextCells(equal_to({"a", "b", "c"}), {}, {.cells = 3}).size() > 3);
  CHECK(TextCells(equal_to({"a", "b", "c"}), {}, {.cells = 4}).size() == 4);
}

TEST_CASE("TextCells: many constants need no states") {
  std::vector<TextTest> tests;
  for (int i = 0; i < 20'000; ++i) tests.push_back({Kind::Equals, "/item/" + std::to_string(i)});
  for (int i = 0; i < 1'000; ++i)
    tests.push_back({Kind::StartsWith, "/team/" + std::to_string(i) + "/"});
  const TextCells cells(tests, {}, {.states = 1});
  CHECK(cells.size() == 21'001);
  CHECK(cells.opaque().empty());
  CHECK(cells.example(*cells.cell_of("/team/77/x")) == "/team/77/");
  CHECK(cells.example(*cells.cell_of("/item/77")) == "/item/77");
  CHECK(cells.example(*cells.cell_of("/item/77/")) == "other");
  CHECK(cells.example(*cells.cell_of("/team/7")) == "other");
}

}  // namespace
}  // namespace accessdrift
