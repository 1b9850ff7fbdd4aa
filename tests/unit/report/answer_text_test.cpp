#include "accessdrift/report/answer_text.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

std::map<std::string, AttributeTests, std::less<>> tests() {
  std::map<std::string, AttributeTests, std::less<>> tests;
  for (const char* const name : {"a", "b", "c"})
    tests[name].types = {{.kind = TypeKind::Bool, .values = {}, .is_required = true}};
  return tests;
}

Region any_of_three(Universe& universe) {
  return *read_full_text(universe, "a=true | b=true | c=true", {});
}

TEST_CASE("AnswerTexts: what is beyond the bound is counted, with the digest of the whole") {
  Universe universe(tests());
  const Region region = any_of_three(universe);
  const Snapshot snapshot;
  AnswerTexts whole(universe, snapshot);
  CHECK(whole.of(region).full == "a=true | b=true | c=true");
  CHECK(whole.of(region).more == 0);
  CHECK(whole.of(region).digest.empty());
  AnswerTexts bounded(universe, snapshot, nullptr, {.terms = 1});
  const AnswerText& told = bounded.of(region);
  CHECK(told.terms.size() == 1);
  CHECK(told.more == 2);
  CHECK(told.digest == region_digest(universe, region));
  CHECK(told.full == "a=true | 2 more ways, " + told.digest + " in all");
  CHECK(told.text == "only with a, or 2 more ways");
}

TEST_CASE("AnswerTexts: answers that differ beyond the bound are not told alike") {
  Universe universe(tests());
  const Region three = any_of_three(universe);
  const Region other =
      *read_full_text(universe, "a=true | b=true & c=true | b=false & c=false", {});
  const Snapshot snapshot;
  AnswerTexts bounded(universe, snapshot, nullptr, {.terms = 1});
  CHECK(bounded.of(three).terms.size() == bounded.of(other).terms.size());
  CHECK(bounded.of(three).more == bounded.of(other).more);
  CHECK(bounded.of(three).full != bounded.of(other).full);
}

TEST_CASE("AnswerTexts: within what is asked about it is the exact region that a digest is of") {
  Universe universe(tests());
  const Region region = any_of_three(universe);
  const Region care = universe.where("a", [](const auto& value) { return value == Value{false}; });
  const Region asked = universe.diagrams().intersect(region, care);
  const Snapshot snapshot;
  AnswerTexts bounded(universe, snapshot, nullptr, {.terms = 1});
  const AnswerText& told = bounded.of(asked, care);
  CHECK(told.more != 0);
  CHECK(told.digest == region_digest(universe, asked));
  CHECK(told.full.ends_with(" more way, " + told.digest + " in all"));
}

}  // namespace
}  // namespace accessdrift
