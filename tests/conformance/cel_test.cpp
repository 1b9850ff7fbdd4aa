#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "asked_condition.h"
#include "cel_table.h"
#include "lifted_literals.h"

namespace accessdrift::conformance {
namespace {

struct Count {
  std::size_t tests = 0;
  std::size_t accepted = 0;
  std::size_t rewritten = 0;
  std::size_t lifted = 0;
  std::map<std::string, std::size_t> refused;
};

/// A Boolean, and what it must come to.
struct Claim {
  AskedCondition asked;
  std::string is;
};

std::vector<Claim> claims_of(const CelRow& row) {
  const std::string text = row.asked();
  if (row.is == "true" || row.is == "false" || row.is == "error")
    return {{with_binding(text, row.with), row.is}};
  return {{with_binding("(" + text + ") == " + row.is, row.with), "true"},
          {with_binding("(" + text + ") != " + row.is, row.with), "false"}};
}

void check_accepted(const CelRow& row, Count& count) {
  std::vector<Claim> claims = claims_of(row);
  for (const Claim& claim : claims) {
    const auto why = refusal(claim.asked.text);
    CHECK_MESSAGE(!why, row.name << ": " << claim.asked.text << ": " << why.value_or(""));
    if (why) return;
  }
  const std::size_t written = claims.size();
  for (std::size_t i = 0; i < written; ++i) {
    const Claim claim = claims[i];
    for (AskedCondition& asked : lifted(claim.asked))
      claims.push_back({std::move(asked), claim.is});
  }
  count.lifted += claims.size() - written;
  std::vector<AskedCondition> asked;
  for (const Claim& claim : claims) asked.push_back(claim.asked);
  const std::vector<ConditionAnswers> answers = answer(asked);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    CAPTURE(row.name);
    CAPTURE(asked[i].text);
    CHECK(answers[i].interpreter == claims[i].is);
    CHECK(answers[i].engine == claims[i].is);
  }
}

void check_refused(const CelRow& row) {
  for (const Claim& claim : claims_of(row))
    CHECK_MESSAGE(refusal(claim.asked.text).has_value(),
                  row.name << " is accepted: " << claim.asked.text);
}

void print(const std::string& file, const Count& count) {
  std::string refused;
  for (const auto& [why, times] : count.refused)
    refused += fmt::format("{}{} {}", refused.empty() ? "" : ", ", times, why);
  fmt::print(
      "{}: {} of {} accepted ({} written otherwise), {} times a literal "
      "as an attribute; {} not: {}\n",
      file, count.accepted, count.tests, count.rewritten, count.lifted,
      count.tests - count.accepted, refused);
}

/// Every row is either accepted and comes to what the specification says, by the plain interpreter
/// and by the compiled engine, or is refused at load, for the reason that the table gives.
void check_table(const std::string& file, std::size_t tests) {
  Count count;
  for (const CelRow& row : read_cel_table(ACCESSDRIFT_CONFORMANCE "/cel/" + file + ".tsv")) {
    ++count.tests;
    if (const std::string why = row.why_not(); !why.empty()) {
      ++count.refused[why];
      check_refused(row);
      continue;
    }
    ++count.accepted;
    if (!row.here.empty()) ++count.rewritten;
    check_accepted(row, count);
  }
  CHECK(count.tests == tests);
  print(file, count);
}

TEST_CASE("cel-spec: logic") { check_table("logic", 30); }
TEST_CASE("cel-spec: comparisons") { check_table("comparisons", 406); }
TEST_CASE("cel-spec: string") { check_table("string", 51); }
TEST_CASE("cel-spec: timestamps") { check_table("timestamps", 78); }
TEST_CASE("cel-spec: macros") { check_table("macros", 44); }

}  // namespace
}  // namespace accessdrift::conformance
