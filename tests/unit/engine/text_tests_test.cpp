#include "accessdrift/engine/text_tests.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "accessdrift/cel/check.h"
#include "accessdrift/region/text_terms.h"
#include "tests/unit/base/sample_zones.h"

namespace accessdrift {
namespace {

Expression checked(const std::string& text) {
  Schema schema;
  schema.request["note"] = {TypeKind::String, {}, false};
  schema.request["mfa"] = {TypeKind::Bool, {}, false};
  schema.attributes["owner"] = {TypeKind::String, {}, false};
  schema.attributes["level"] = {TypeKind::Int, {}, false};
  schema.attributes["tags"] = {TypeKind::Set, {"red", "blue"}, false};
  const ConditionText condition{text, {0, static_cast<std::uint32_t>(text.size())}};
  auto expression = cel::check(condition, nullptr, schema, cel::Use::Condition);
  REQUIRE(expression.has_value());
  return *expression;
}

std::vector<Value> values_of(Operator, const std::string& attribute) {
  if (attribute == "owner") return {std::string("ana"), std::string("bo")};
  if (attribute == "level") return {std::int64_t{7}};
  return {std::set<std::string>{"red"}};
}

std::string told(const std::string& text) {
  const Expression expression = checked(text);
  TextTests found = text_tests(expression, expression.root(), *sample_zones(), values_of);
  CHECK_FALSE(found.is_over);
  std::ranges::sort(found.tests);
  const auto repeated = std::ranges::unique(found.tests);
  found.tests.erase(repeated.begin(), repeated.end());
  std::string all;
  for (const TextTest& test : found.tests) {
    if (!all.empty()) all += ' ';
    all += std::string(word_of(test.kind)) + ':';
    all += test.kind == TextTest::Kind::LongerThan ? std::to_string(test.length) : test.argument;
  }
  return all;
}

TEST_CASE("text_tests: exactly what the string is tested for") {
  const std::pair<const char*, const char*> rows[] = {
      {"note == 'a'", "equals:a"},
      {"'a' != note", "equals:a"},
      {"note == user.owner", "equals:ana equals:bo"},
      {"note in ['a', 'b', user.owner]", "equals:a equals:ana equals:b equals:bo"},
      {"user.owner in [note, 'c']", "equals:ana equals:bo"},
      {"note in user.tags", "equals:red"},
      {"note.startsWith('/a')", "starts:/a"},
      {"note.startsWith('')", ""},
      {"note.endsWith(user.owner)", "ends:ana ends:bo"},
      {"note.contains('a')", "contains:a"},
      {"note.matches('^a+$')", "matches:^a+$"},
      {"note < 'm'", "equals:m before:m"},
      {"'m' <= note", "equals:m before:m"},
      {"'ab'.startsWith(note)", "equals: equals:a equals:ab"},
      {"'ab'.endsWith(note)", "equals: equals:ab equals:b"},
      {"'aba'.contains(note)", "equals: equals:a equals:ab equals:aba equals:b equals:ba"},
      {"'\u00E9a'.endsWith(note)", "equals: equals:a equals:\u00E9a"},
      {"note.startsWith(note)", ""},
      {"(mfa ? 'a' : 'b').startsWith('a')", ""},
      {"(user.level == 1 ? note : 'b').startsWith('a')", "starts:a"},
      {"note.startsWith(user.level == 1 ? 'a' : user.owner)", "starts:a starts:ana starts:bo"},
      {"['a', 'b'].exists(x, note.startsWith(x))", "starts:a starts:b"},
      {"[note].exists(x, x.startsWith('a') && x != 'ab')", "equals:ab starts:a"},
      {"[note, 'abc'].exists(x, x.endsWith('c'))", "ends:c"},
      {"[note].exists(x, ['p'].all(y, x.contains(y)))", "contains:p"},
      {"size(note) == 3", "longer:2 longer:3"},
      {"size(note) > 0", "longer:0"},
      {"size(note) > -1", ""},
      {"size(note) < user.level", "longer:6 longer:7"},
      {"size(note) == size(user.owner)", "longer:1 longer:2 longer:3"},
      {"[4].exists(n, size(note) == n)", "longer:3 longer:4"},
      {"user.owner.startsWith('a')", ""},
      {"mfa == (user.owner < 'b')", ""},
  };
  for (const auto& [text, tests] : rows) {
    CAPTURE(text);
    CHECK(told(text) == tests);
  }
}

TEST_CASE("text_tests: the parts of a constant are bounded") {
  const std::string constant(200, 'a');
  const Expression expression = checked("'" + constant + "'.contains(note)");
  const TextTests found = text_tests(expression, expression.root(), *sample_zones(), values_of);
  CHECK(found.is_over);
  CHECK(found.tests.size() == kMostParts);
}

}  // namespace
}  // namespace accessdrift
