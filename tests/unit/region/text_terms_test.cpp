#include "accessdrift/region/text_terms.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "accessdrift/region/print.h"

namespace accessdrift {
namespace {

using Kind = TextTest::Kind;

const std::vector<TextTest> kPool{
    {Kind::Equals, "/a"},        {Kind::Equals, "/a/b"},   {Kind::Equals, "b"},
    {Kind::StartsWith, "/"},     {Kind::StartsWith, "/a"}, {Kind::StartsWith, "/a/"},
    {Kind::EndsWith, "b"},       {Kind::Contains, "a"},    {Kind::Contains, "/b"},
    {Kind::Matches, "^/[ab]+$"}, {Kind::Matches, "^a+$"},  {Kind::LongerThan, "", 2},
    {Kind::LongerThan, "", 4},   {Kind::Below, "/b"}};

std::vector<bool> cells_of(const TextCells& texts, const TextCover& cover) {
  std::vector<bool> cells(texts.size(), false);
  for (const std::uint32_t cell : cover.constants) cells[cell] = true;
  for (const TextTerm& term : cover.terms) {
    const auto of_term = accessdrift::cells_of(texts, term);
    REQUIRE(of_term);
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      cells[cell] = cells[cell] || (*of_term)[cell];
  }
  return cells;
}

TEST_CASE("cover_of: says exactly the cells, with no constant, term or literal to spare") {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    std::vector<TextTest> tests;
    std::ranges::copy_if(kPool, std::back_inserter(tests),
                         [&](auto&&) { return random() % 3 == 0; });
    const TextCells texts(tests);
    std::vector<bool> inside(texts.size());
    for (std::size_t cell = 0; cell < inside.size(); ++cell) inside[cell] = random() % 2 == 0;
    const TextCover cover = cover_of(texts, inside);
    REQUIRE(cells_of(texts, cover) == inside);
    for (std::size_t i = 0; i < cover.constants.size(); ++i) {
      TextCover less = cover;
      less.constants.erase(less.constants.begin() + static_cast<std::ptrdiff_t>(i));
      CHECK(cells_of(texts, less) != inside);
    }
    for (std::size_t i = 0; i < cover.terms.size(); ++i) {
      TextCover less = cover;
      less.terms.erase(less.terms.begin() + static_cast<std::ptrdiff_t>(i));
      CHECK(cells_of(texts, less) != inside);
      for (std::size_t j = 0; j < cover.terms[i].size(); ++j) {
        TextCover wider = cover;
        wider.terms[i].erase(wider.terms[i].begin() + static_cast<std::ptrdiff_t>(j));
        CHECK(cells_of(texts, wider) != inside);
      }
    }
  }
}

TEST_CASE("cells_of: nothing for a test that the cells do not respect") {
  const TextCells texts({{Kind::StartsWith, "/a"}, {Kind::Matches, "\\pL"}});
  CHECK(accessdrift::cells_of(texts, TextTerm{{{Kind::StartsWith, "/a"}, true}}));
  CHECK_FALSE(accessdrift::cells_of(texts, TextTerm{{{Kind::StartsWith, "/b"}, true}}));
  CHECK_FALSE(accessdrift::cells_of(texts, TextTerm{{{Kind::Matches, "\\pL"}, true}}));
}

TEST_CASE("text_test_of: reads each word back") {
  for (const Kind kind : {Kind::Equals, Kind::StartsWith, Kind::EndsWith, Kind::Contains,
                          Kind::Matches, Kind::LongerThan, Kind::Below})
    CHECK(text_test_of(word_of(kind)) == kind);
  CHECK_FALSE(text_test_of("absent"));
}

struct Row {
  const char* full;
  const char* described;
};

// Each full text reads back to a region that prints as the same text, and as the words beside it.
const Row kRows[] = {
    {"note={starts:\"/admin\"}", "only if note starting with \"/admin\""},
    {"note!={starts:\"/admin\",absent}", "only if note not starting with \"/admin\""},
    {"note!={starts:\"/admin\"}", "only if note absent or not starting with \"/admin\""},
    {"note={starts:\"/admin\",absent}", "only if note starting with \"/admin\" or absent"},
    {"note={\"x\",starts:\"/admin\"}", "only if note x or starting with \"/admin\""},
    {"note={\"/admin\"}", "only if note /admin"},
    {"note={starts:\"/admin\"+!equals:\"/admin\"}",
     "only if note starting with \"/admin\" and not \"/admin\""},
    {"note={starts:\"/admin\"+!ends:\".pdf\"}",
     "only if note starting with \"/admin\" and not ending with \".pdf\""},
    {"note!={starts:\"/admin\"+ends:\".pdf\",absent}",
     "only if note not (starting with \"/admin\" and ending with \".pdf\")"},
    {"note!={\"x\",contains:\"?\",absent}", "only if note neither x nor containing \"?\""},
    {"note={longer:4}", "only if note longer than 4 characters"},
    {"note!={longer:4,absent}", "only if note at most 4 characters long"},
    {"note={\"x\",starts:\"/admin\"+!ends:\".pdf\"}",
     "only if note x or (starting with \"/admin\" and not ending with \".pdf\")"},
    {"note={longer:3+!longer:4}", "only if note 4 characters long"},
    {"note={longer:1+!longer:4}", "only if note 2 to 4 characters long"},
    {"note={matches:\"^/[0-9]+$\"}", "only if note matching \"^/[0-9]+$\""},
    {"note={before:\"m\"}", "only if note before \"m\""},
    {"note present", "only if note present"},
};

TEST_CASE("full_text and describe: golden rows of tests of texts") {
  std::map<std::string, AttributeTests, std::less<>> tests;
  tests["note"].types = {{.kind = TypeKind::String, .values = {}, .is_required = false}};
  tests["note"].constants = {std::string("x"), std::string("/admin")};
  tests["note"].texts = {{Kind::StartsWith, "/admin"}, {Kind::EndsWith, ".pdf"},
                         {Kind::Contains, "?"},        {Kind::LongerThan, "", 1},
                         {Kind::LongerThan, "", 3},    {Kind::LongerThan, "", 4},
                         {Kind::Below, "m"},           {Kind::Matches, "^/[0-9]+$"}};
  Universe universe(tests);
  for (const Row& row : kRows) {
    CAPTURE(row.full);
    const auto region = read_full_text(universe, row.full, {});
    REQUIRE(region);
    CHECK(full_text(universe, *region, {}) == row.full);
    CHECK(describe(universe, *region, {}) == row.described);
  }
  for (const char* const refused :
       {"note={starts:}", "note={starts:\"/b\"}", "note={!\"x\"}", "note={longer:}",
        "note={longer:99}", "note={longer:-1}", "note={starts:\"/admin\"+}", "note={\"/admin/x\"}",
        "note={!starts}"}) {
    CAPTURE(refused);
    CHECK_FALSE(read_full_text(universe, refused, {}));
  }
}

}  // namespace
}  // namespace accessdrift
