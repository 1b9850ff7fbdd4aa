#include "accessdrift/format/between_sides.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

TEST_CASE("BetweenSides: a side that tells all again lacks nothing that it told only then") {
  BetweenSides between;
  between.tell_all("policies", "before", {{"projects/4711"}});
  between.tell_all("policies", "after", {{"projects/shop"}, {"projects/till"}});
  CHECK(between.does_some_side_lack("policies", {"projects/shop"}));
  const std::size_t told = between.count();
  between.tell_all("policies", "before", {{"projects/shop"}});
  CHECK(between.count() > told);
  CHECK_FALSE(between.does_some_side_lack("policies", {"projects/shop"}));
  CHECK(between.does_some_side_lack("policies", {"projects/till"}));
  CHECK_FALSE(between.does_some_side_lack("levels", {"projects/till"}));
}

TEST_CASE("BetweenSides: a side that has what another one has tells nothing new") {
  BetweenSides between;
  between.tell_all("policies", "before", {{"projects/shop"}});
  const BetweenSides told = between;
  between.tell_all("policies", "before, with a comment", {{"projects/shop"}});
  CHECK(between == told);
  between.tell_all("policies", "before", {{"projects/shop"}, {"projects/till"}});
  between.tell_all("policies", "before, with a comment", {{"projects/shop"}});
  CHECK(between.does_some_side_lack("policies", {"projects/till"}));
}

TEST_CASE("BetweenSides: what is told once stays, and counts once") {
  BetweenSides between;
  CHECK_FALSE(between.is_told("numbers", {"shop", "4711"}));
  between.tell("numbers", {"shop", "4711"});
  between.tell("numbers", {"shop", "4711"});
  CHECK(between.count() == 1);
  CHECK(between.is_told("numbers", {"shop", "4711"}));
  CHECK(between.told("numbers").size() == 1);
  CHECK(between.told("names").empty());
}

}  // namespace
}  // namespace accessdrift
