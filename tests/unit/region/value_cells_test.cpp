#include "accessdrift/region/value_cells.h"

#include <doctest/doctest.h>

#include <limits>

#include "sample_world.h"

namespace accessdrift {
namespace {

using sample::of_type;

constexpr std::int64_t kLow = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHigh = std::numeric_limits<std::int64_t>::max();

std::string examples(const AttributeTests& tests) {
  std::string text;
  for (const auto& example : ValueCells(tests, 1000).examples()) {
    text += (text.empty() ? "" : " ") + (example ? to_text(*example) : std::string("absent"));
  }
  return text;
}

TEST_CASE("NumberCells: cut at each constant") {
  struct Row {
    std::vector<std::int64_t> constants;
    std::vector<std::int64_t> examples;
  };
  const Row rows[] = {
      {{}, {0}},
      {{4}, {0, 4, 5}},
      {{-4}, {-5, -4, 0}},
      {{0}, {-1, 0, 1}},
      {{9, 4, 9}, {0, 4, 5, 9, 10}},
      {{4, 5}, {0, 4, 5, 6}},
      {{kLow}, {kLow, 0}},
      {{kHigh}, {0, kHigh}},
      {{kLow, kHigh}, {kLow, 0, kHigh}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.constants);
    const NumberCells cells(row.constants);
    std::vector<std::int64_t> found;
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
      found.push_back(cells.example(cell));
      CHECK(cells.cell_of(found.back()) == cell);
    }
    CHECK(found == row.examples);
  }
}

TEST_CASE("NumberCells: ranges join neighbours and read back") {
  const NumberCells cells({4, 9});  // ..3 4 5..8 9 10..
  CHECK(cells.ranges({true, true, false, true, true}) == std::vector<IntRange>{{{}, 4}, {9, {}}});
  CHECK(cells.ranges({true, true, true, true, true}) == std::vector<IntRange>{{{}, {}}});
  CHECK(cells.ranges({false, false, true, false, false}) == std::vector<IntRange>{{5, 8}});
  CHECK(cells.cells_of({5, 8}) == std::vector{false, false, true, false, false});
  CHECK(cells.cells_of({{}, {}}) == std::vector{true, true, true, true, true});
  CHECK_FALSE(cells.cells_of({5, 7}));
  CHECK_FALSE(cells.cells_of({6, 8}));
  CHECK_FALSE(cells.cells_of({9, 4}));
}

TEST_CASE("ValueCells: absent first and then the values of the types") {
  AttributeTests strings = of_type(TypeKind::String);
  strings.constants = {std::string("other"), std::string("amber"), std::string("amber"),
                       std::int64_t{3}};
  AttributeTests mixed = of_type(TypeKind::Set, {"x"});
  mixed.types.push_back({.kind = TypeKind::Bool, .values = {}, .is_required = true});
  AttributeTests enums = of_type(TypeKind::Enum, {"macos", "linux"}, true);
  enums.types.push_back(
      {.kind = TypeKind::Enum, .values = {"windows", "linux"}, .is_required = true});
  AttributeTests text_and_enum = strings;
  text_and_enum.types.push_back({.kind = TypeKind::Enum, .values = {"blue"}, .is_required = true});
  CHECK(examples(of_type(TypeKind::Bool)) == "absent false true");
  CHECK(examples(of_type(TypeKind::Bool, {}, true)) == "false true");
  CHECK(examples(strings) == "absent amber other other2");
  CHECK(examples(enums) == "linux macos windows");
  CHECK(examples(text_and_enum) == "absent amber blue other other2");
  CHECK(examples(mixed) == "absent false true ");
  CHECK(examples(of_type(TypeKind::Ip)) == "absent 192.0.2.1");
  CHECK(examples({}) == "absent");
}

TEST_CASE("cell_of: values that no type has yield nothing") {
  AttributeTests tests = of_type(TypeKind::Enum, {"linux"});
  const ValueCells cells(tests, 1000);
  CHECK(cells.cell_of(std::string("linux")) == 1U);
  CHECK_FALSE(cells.cell_of(std::string("macos")));
  CHECK_FALSE(cells.cell_of(true));
  CHECK_FALSE(cells.cell_of(std::int64_t{1}));
  CHECK_FALSE(cells.cell_of(IpAddress{}));
  CHECK_FALSE(cells.cell_of(std::set<std::string>{"linux"}));
}

}  // namespace
}  // namespace accessdrift
