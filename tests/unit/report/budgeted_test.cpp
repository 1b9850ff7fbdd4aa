#include "accessdrift/report/budgeted.h"

#include <doctest/doctest.h>

#include <string>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

BudgetedDocument document_of(std::size_t rows) {
  BudgetedDocument document;
  document.head = "head\n";
  document.table_head = "table\n";
  for (std::size_t r = 0; r < rows; ++r) document.rows.push_back("row\n");
  document.row_count = rows;
  document.sections = {{"the first section\n", "1"}, {"the second section\n", "2"}};
  document.foot = "foot\n";
  document.other_rows = [=](std::size_t shown) {
    return std::to_string(rows - shown) + " more rows\n";
  };
  document.left_out = [](const std::vector<std::string>& elsewhere) {
    std::string out = "see";
    for (const std::string& one : elsewhere) out += " " + one;
    return out + "\n";
  };
  return document;
}

TEST_CASE("fitted: everything, where there is room") {
  const std::string whole =
      "head\n\ntable\nrow\nrow\n\nthe first section\n\nthe second section\n\nfoot\n";
  CHECK(fitted(document_of(2), whole.size()) == whole);
}

TEST_CASE("fitted: sections go from the last on, then rows, each with a word about it") {
  const BudgetedDocument document = document_of(20);
  std::string rows;
  for (int i = 0; i < 20; ++i) rows += "row\n";
  const std::string one = "head\n\ntable\n" + rows + "\nthe first section\n\nsee 2\n\nfoot\n";
  const std::string none = "head\n\ntable\n" + rows + "\nsee 1 2\n\nfoot\n";
  const std::string few = "head\n\ntable\nrow\nrow\n\n18 more rows\n\nsee 1 2\n\nfoot\n";
  for (const std::string& expected : {one, none, few})
    CHECK(fitted(document, expected.size()) == expected);
  CHECK(fitted(document, one.size() - 1) == none);
  CHECK(fitted(document, few.size() + 3) == few);
  CHECK(fitted(document, 1) == "head\n\n20 more rows\n\nsee 1 2\n\nfoot\n");
}

TEST_CASE("fitted: rows that there is never room for are counted") {
  BudgetedDocument document = document_of(3);
  document.rows.resize(2);
  CHECK(fitted(document, 1000) ==
        "head\n\ntable\nrow\nrow\n\n1 more rows\n\nthe first section\n\nthe second section\n\n"
        "foot\n");
}

TEST_CASE("fitted: to the byte, and never within a character") {
  for (const std::string character : {"a", "\xC3\xAB", "\xE6\x97\xA5", "\xF0\x9F\x99\x82"}) {
    BudgetedDocument document = document_of(1);
    document.sections[1].text = "section of " + character + character + character + "\n";
    const std::string whole = fitted(document, 1000);
    for (const std::size_t less : {0, 1, 2, 3}) {
      CAPTURE(character);
      CAPTURE(less);
      const std::string text = fitted(document, whole.size() - less);
      CHECK(text.size() <= whole.size() - less);
      CHECK(!find_invalid_utf8(text));
      CHECK((text == whole) == (less == 0));
    }
    CHECK(fitted(document, whole.size() + 1) == whole);
  }
}

}  // namespace
}  // namespace accessdrift
