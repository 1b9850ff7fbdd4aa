#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "asked_condition.h"

// Numbers that no literal says, but a clock or a size: what the tables ask with literals in the
// place of attributes, and beyond them two clocks beside each other.

namespace accessdrift::conformance {
namespace {

std::vector<AskedCondition> asked_with_many_values(const std::string& condition) {
  const AttributeType time{TypeKind::Time, {}, false, false};
  std::vector<AskedCondition> asked;
  for (const char* instant :
       {"2009-02-13T23:31:30Z", "2009-02-13T22:31:30Z", "2010-02-13T03:31:30Z",
        "2009-12-31T23:31:30Z", "2019-01-01T03:03:30Z"}) {
    for (const std::int64_t number : {0, 3, 4, 7, 23, 2009}) {
      for (const std::string text : {"", "b", "abc", "abcdefghijklmnopqrstuvw"}) {
        asked.push_back({condition,
                         {{"lifted.int", Told::present(number)},
                          {"lifted.text", Told::present(text)},
                          {"lifted.time", Told::present(parse_value(instant, time).value())}}});
      }
    }
  }
  return asked;
}

/// How often each answer was given, where both give the same.
void check_agreement(const std::string& condition) {
  CAPTURE(condition);
  bool holds = false;
  bool fails = false;
  for (const ConditionAnswers& answers : answer(asked_with_many_values(condition))) {
    CHECK(answers.engine == answers.interpreter);
    holds |= answers.interpreter == "true";
    fails |= answers.interpreter == "false";
  }
  CHECK(holds);
  CHECK(fails);
}

TEST_CASE("conditions: a number of the request meets what a clock or a size says") {
  for (const char* condition :
       {"lifted.int == timestamp('2009-02-13T23:31:30Z').getHours()",
        "lifted.int in [timestamp('2009-02-13T23:31:30Z').getHours()]",
        "lifted.int > (timestamp('2009-02-13T23:31:30Z') + duration('4h')).getHours()",
        "[lifted.int].exists(n, n == timestamp('2009-02-13T23:31:30Z').getHours())",
        "[timestamp('2009-02-13T23:31:30Z').getFullYear()].exists(n, n == lifted.int)",
        "size(lifted.text) == timestamp('2009-02-13T23:31:30Z').getHours()",
        "size(lifted.text) <= timestamp('0003-02-13T23:31:30Z').getFullYear()",
        "[size(lifted.text)].exists(n, n == 3)",
        "['abc', ''].all(text, lifted.int >= size(text))"}) {
    check_agreement(condition);
  }
}

TEST_CASE("conditions: what a clock shows of the request meets what another one shows") {
  for (const char* condition :
       {"lifted.time.getHours() == timestamp('2009-02-13T23:31:30Z').getHours()",
        "lifted.time.getFullYear() == timestamp('2009-02-13T23:31:30Z').getFullYear()",
        "lifted.time.getHours() == lifted.time.getMinutes()",
        "lifted.time.getHours() <= size('abcdefghi')", "[lifted.time.getHours()].exists(h, h == 3)",
        "[lifted.time.getHours(), lifted.time.getMinutes()].exists(h, h == 3)",
        "[timestamp('2009-02-13T23:31:30Z')].exists(t, lifted.time.getHours() == t.getHours())",
        "lifted.time.getHours('Europe/Berlin') > lifted.time.getHours()",
        "lifted.time.getDate('Europe/Berlin') > lifted.time.getDate()"}) {
    check_agreement(condition);
  }
}

TEST_CASE("conditions: two years of one time are over the limit, and said to be") {
  const std::string condition =
      "lifted.time.getFullYear('Europe/Berlin') > lifted.time.getFullYear()";
  for (const ConditionAnswers& answers : answer(asked_with_many_values(condition)))
    CHECK(answers.engine == "nobody can tell");
}

}  // namespace
}  // namespace accessdrift::conformance
