#include "accessdrift/region/universe.h"

#include <doctest/doctest.h>

#include "sample_world.h"

namespace accessdrift {
namespace {

using namespace sample;
using Part = Universe::LevelInfo::Part;

const Told kNotTold;

std::string levels(const Universe& universe) {
  std::string text;
  for (const auto& level : universe.levels()) {
    text += (text.empty() ? "" : " ") + level.attribute;
    if (level.part == Part::Presence) text += "?";
    if (level.part == Part::Element) text += "[" + level.element + "]";
  }
  return text;
}

AttributeTests mixed(AttributeTests a, const AttributeTests& b) {
  a.types.insert(a.types.end(), b.types.begin(), b.types.end());
  return a;
}

Told set(const std::set<std::string>& elements) {
  Told told{.state = Told::State::Present, .value = {}};
  told.value.emplace<std::set<std::string>>(elements);
  return told;
}

bool is_present(const std::optional<Value>& value) { return value.has_value(); }

TEST_CASE("Universe: levels are ordered by kind and name") {
  Tests tests;
  tests["z"] = of_type(TypeKind::Ip);
  tests["y"] = of_type(TypeKind::Int);
  tests["x"] = of_type(TypeKind::String);
  tests["w"] = of_type(TypeKind::Enum, {"e"});
  tests["v"] = of_type(TypeKind::Set, {"q", "p"});
  tests["u"] = of_type(TypeKind::Set, {"q"}, true);
  tests["b"] = of_type(TypeKind::Bool);
  tests["a"] = of_type(TypeKind::Bool);
  tests["m"] = mixed(of_type(TypeKind::Bool), of_type(TypeKind::Int));
  tests["n"] = mixed(of_type(TypeKind::Bool), of_type(TypeKind::Set, {"r"}));
  CHECK(levels(Universe(tests)) == "z m y x w n n[r] u[q] v? v[p] v[q] a b");
}

TEST_CASE("where: an attribute that nobody declares is absent") {
  Universe universe({});
  CHECK_FALSE(universe.has_attribute("a"));
  CHECK(universe.where("a", [](const auto& value) { return !value; }) == Diagrams::always());
  CHECK(universe.where("a", is_present) == Diagrams::never());
  CHECK(universe.told("a", Told::present(true)) == universe.care());
  CHECK(universe.contains(universe.care(), {}));
}

TEST_CASE("where: a set is asked for the relevant elements only") {
  Tests tests;
  tests["m"] = of_type(TypeKind::Set, {"a", "b", "c"});
  Universe universe(tests);
  int asked = 0;
  const auto has_a_not_b = [&](const std::optional<Value>& value) {
    ++asked;
    if (!value) return false;
    const auto& elements = std::get<std::set<std::string>>(*value);
    return elements.contains("a") && !elements.contains("b");
  };
  const Region region =
      universe.where("m", has_a_not_b, std::vector<std::string>{"b", "a", "b", "unknown"});
  CHECK(asked == 5);
  CHECK(universe.contains(region, {{"m", set({"a", "c"})}}));
  CHECK_FALSE(universe.contains(region, {{"m", set({"a", "b"})}}));
  CHECK_FALSE(universe.contains(region, {{"m", Told::absent()}}));
}

TEST_CASE("where: more than 16 relevant elements exhaust the target") {
  std::vector<std::string> elements;
  for (char c = 'a'; c < 'a' + 17; ++c) elements.emplace_back(1, c);
  Tests tests;
  tests["m"] = of_type(TypeKind::Set, elements);
  Universe universe(tests);
  const std::vector<std::string> sixteen(elements.begin(), elements.end() - 1);
  CHECK(universe.where("m", is_present, sixteen) != Diagrams::never());
  CHECK_FALSE(universe.diagrams().is_exhausted());
  CHECK(universe.where("m", is_present, elements) == Diagrams::never());
  CHECK(universe.diagrams().is_exhausted());
}

TEST_CASE("where: absent decides alike whatever the elements are") {
  Tests tests;
  tests["m"] = of_type(TypeKind::Set, {"a"});
  Universe universe(tests);
  const auto lacks = [](const std::optional<Value>& value) {
    return value && !std::get<std::set<std::string>>(*value).contains("a");
  };
  const std::vector<std::string> a{"a"};
  const Region absent = universe.where("m", [](const auto& value) { return !value; });
  const Region absent_or_lacks = universe.where(
      "m", [&](const auto& value) { return !value || lacks(value); }, a);
  CHECK(universe.diagrams().unite(universe.where("m", lacks, a), absent) == absent_or_lacks);
  CHECK(universe.diagrams().complement(absent) == universe.where("m", is_present, a));
}

TEST_CASE("where_size: counts the elements") {
  std::vector<std::string> elements;
  for (int i = 0; i < 40; ++i) elements.push_back("e" + std::to_string(i));
  Tests tests;
  tests["m"] = of_type(TypeKind::Set, elements);
  tests["flag"] = of_type(TypeKind::Bool);
  Universe universe(tests);
  const Region two_to_three =
      universe.where_size("m", [](auto size) { return size && *size >= 2 && *size <= 3; });
  CHECK(universe.contains(two_to_three, {{"m", set({"e1", "e39"})}}));
  CHECK(universe.contains(two_to_three, {{"m", set({"e1", "e2", "e39"})}}));
  CHECK_FALSE(universe.contains(two_to_three, {{"m", set({"e7"})}}));
  CHECK_FALSE(universe.contains(two_to_three, {{"m", set({"e1", "e2", "e3", "e4"})}}));
  CHECK_FALSE(universe.contains(two_to_three, {{"m", Told::absent()}}));
  CHECK(universe.where_size("m", [](auto size) { return !size; }) ==
        universe.told("m", Told::absent()));
  CHECK(universe.where_size("flag", [](auto size) { return !size; }) == universe.care());
  CHECK(universe.where_size("unknown", [](auto size) { return !size; }) == universe.care());
}

TEST_CASE("two types: the values of both are cells of one attribute") {
  Tests tests;
  tests["x"] = mixed(of_type(TypeKind::Set, {"a"}), of_type(TypeKind::Int, {}, true));
  tests["x"].constants = {std::int64_t{4}};
  Universe universe(tests);
  CHECK(levels(universe) == "x x[a]");
  const Region is_four = universe.where("x", [](const auto& v) {
    return v && std::holds_alternative<std::int64_t>(*v) && std::get<std::int64_t>(*v) == 4;
  });
  const Region has_a = universe.where(
      "x",
      [](const auto& v) {
        return v && std::holds_alternative<std::set<std::string>>(*v) &&
               std::get<std::set<std::string>>(*v).contains("a");
      },
      std::vector<std::string>{"a"});
  CHECK(universe.diagrams().intersect(is_four, has_a) == Diagrams::never());
  CHECK(universe.contains(has_a, {{"x", set({"a"})}}));
  CHECK_FALSE(universe.contains(has_a, {{"x", Told::present(std::int64_t{4})}}));
  CHECK(universe.contains(is_four, {{"x", Told::present(std::int64_t{4})}}));
  CHECK(universe.witness(has_a)->at("x") == set({"a"}));
  CHECK(universe.witness(is_four)->at("x") == Told::present(std::int64_t{4}));
  CHECK(universe.witness(universe.care())->at("x") == Told::absent());
  CHECK(universe.told("x", set({"a"})) == has_a);
}

TEST_CASE("witness: prefers absent and then the first cell") {
  Tests tests;
  tests["auth.mfa"] = of_type(TypeKind::Bool);
  tests["request.ip"] = of_type(TypeKind::Ip);
  tests["request.ip"].prefix_sets = {{prefix("203.0.113.0/24")}};
  tests["token.scopes"] = of_type(TypeKind::Set, {"read", "write"}, true);
  Universe universe(tests);
  const RequestAttributes free{
      {"auth.mfa", Told::absent()}, {"request.ip", Told::absent()}, {"token.scopes", set({})}};
  CHECK(universe.witness(universe.care()) == free);
  const Region present = universe.diagrams().intersect(universe.where("auth.mfa", is_present),
                                                       universe.where("request.ip", is_present));
  const RequestAttributes told{{"auth.mfa", Told::present(false)},
                               {"request.ip", Told::present(ip("192.0.2.1"))},
                               {"token.scopes", set({})}};
  CHECK(universe.witness(present) == told);
  CHECK_FALSE(universe.witness(Diagrams::never()));
}

TEST_CASE("witness: a set of which no element is declared is empty") {
  Tests tests;
  tests["u"] = of_type(TypeKind::Set, {}, true);
  Universe universe(tests);
  CHECK(universe.levels().empty());
  const auto witness = universe.witness(Diagrams::always());
  REQUIRE(witness);
  CHECK(witness->at("u") == set({}));
}

TEST_CASE("cell_of: refuses what no type has") {
  Tests tests;
  tests["flag"] = of_type(TypeKind::Bool, {}, true);
  tests["m"] = of_type(TypeKind::Set, {"a"});
  tests["s"] = of_type(TypeKind::Set, {"a"}, true);
  Universe universe(tests);
  REQUIRE(levels(universe) == "m? m[a] s[a] flag");
  CHECK(universe.cell_of(0, kNotTold) == 0U);
  CHECK(universe.cell_of(0, set({})) == 1U);
  CHECK_FALSE(universe.cell_of(0, Told::present(true)));
  CHECK(universe.cell_of(1, Told::absent()) == 0U);
  CHECK(universe.cell_of(1, set({"a"})) == 1U);
  CHECK_FALSE(universe.cell_of(2, Told::absent()));
  CHECK_FALSE(universe.cell_of(3, kNotTold));
  CHECK(universe.cell_of(3, Told::present(true)) == 1U);
  CHECK(universe.told("flag", Told::absent()) == Diagrams::never());
  CHECK(universe.told("m", set({"b"})) == Diagrams::never());
  CHECK(universe.told("flag", kNotTold) == universe.care());
  CHECK_FALSE(universe.contains(universe.care(), {{"s", set({})}}));
  CHECK_FALSE(
      universe.contains(universe.care(), {{"flag", Told::present(true)}, {"s", set({"b"})}}));
  CHECK(universe.contains(universe.care(), {{"flag", Told::present(true)}, {"s", set({})}}));
}

TEST_CASE("too_many_cells: nothing can be said of what reads the attribute") {
  Tests tests;
  tests["number"] = of_type(TypeKind::Int);
  for (std::int64_t i = 0; i < 40'000; ++i) tests["number"].constants.emplace_back(3 * i);
  tests["flag"] = of_type(TypeKind::Bool);
  std::vector<std::string> elements;
  for (std::uint32_t i = 0; i < Universe::kMaxLevels; ++i) elements.push_back(std::to_string(i));
  tests["set"] = of_type(TypeKind::Set, elements);
  Universe universe(tests);
  CHECK(universe.too_many_cells() == std::vector<std::string>{"number", "set"});
  CHECK(levels(universe) == "flag");
  for (const char* const name : {"number", "set"}) {
    universe.diagrams().start_target();
    CHECK(universe.has_attribute(name));
    CHECK(universe.where(name, is_present) == Diagrams::never());
    CHECK(universe.diagrams().is_exhausted());
  }
  universe.diagrams().start_target();
  CHECK(universe.told("number", kNotTold) == universe.care());
  CHECK_FALSE(universe.diagrams().is_exhausted());
  (void)universe.told("number", Told::absent());
  CHECK(universe.diagrams().is_exhausted());
}

TEST_CASE("many levels: operations and printing do not run out of stack") {
  std::vector<std::string> elements;
  for (std::uint32_t i = 0; i + 1 < Universe::kMaxLevels; ++i)
    elements.push_back(std::to_string(i));
  Tests tests;
  tests["set"] = of_type(TypeKind::Set, elements);
  Universe universe(tests);
  REQUIRE(universe.too_many_cells().empty());
  const Region all = universe.told("set", set({elements.begin(), elements.end()}));
  const Region others = universe.diagrams().complement(all);
  CHECK(universe.diagrams().unite(all, others) == universe.care());
  CHECK(full_text(universe, all, {}).size() > elements.size());
  CHECK(most_terms(universe, others) == elements.size() + 1);
  CHECK(read_full_text(universe, full_text(universe, all, {}), {}) == all);
  CHECK(!canonical_text(universe, others).empty());
}

TEST_CASE("prefixes_of: the cell of a network is the network") {
  Tests tests;
  tests["request.ip"] = of_type(TypeKind::Ip);
  tests["request.ip"].prefix_sets = {{prefix("203.0.113.0/25"), prefix("203.0.113.128/25")}};
  tests["flag"] = of_type(TypeKind::Bool);
  const Universe universe(tests);
  CHECK(universe.prefixes_of(0, 0).empty());
  CHECK(universe.prefixes_of(0, 2) == std::vector{prefix("203.0.113.0/24")});
  CHECK(universe.prefixes_of(0, 1).size() == 25);
  CHECK(universe.prefixes_of(1, 1).empty());
}

}  // namespace
}  // namespace accessdrift
