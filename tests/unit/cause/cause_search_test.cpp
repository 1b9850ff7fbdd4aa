#include "accessdrift/cause/cause_search.h"

#include <doctest/doctest.h>

#include <functional>
#include <vector>

namespace accessdrift {
namespace {

using Needs = std::vector<std::vector<std::uint32_t>>;

/// The causes where requests are of one of some kinds, each decided by a function of its own.
struct Searched {
  UnitSets sets;
  Diagrams diagrams;
  std::vector<CausePart> parts;

  Searched(const Needs& needs, const std::vector<std::function<bool(UnitSet)>>& kinds)
      : sets(needs), diagrams({static_cast<std::uint32_t>(kinds.size())}) {
    parts = find_causes(sets, decided(kinds), Diagrams::always(), diagrams);
    if (!parts.empty()) return;
    const FurtherSets further = further_sets(sets, decided(kinds), Diagrams::always(), diagrams);
    for (const UnitSet set : further.because) sets.look_inside(set);
    for (const UnitSet set : further.left_out) sets.look_at_left_out(set);
    parts = find_causes(sets, decided(kinds), Diagrams::always(), diagrams);
  }

  std::vector<Region> decided(const std::vector<std::function<bool(UnitSet)>>& kinds) {
    std::vector<Region> all;
    for (const UnitSet set : sets.asked()) {
      std::vector<bool> inside;
      for (const auto& kind : kinds) inside.push_back(kind(set));
      all.push_back(diagrams.cells(0, inside));
    }
    return all;
  }
};

constexpr UnitSet kA = 1;
constexpr UnitSet kB = 2;
constexpr UnitSet kC = 4;

TEST_CASE("find_causes: two together, each alone changes nothing") {
  const Searched found(Needs(3), {[](UnitSet set) { return (set & (kA | kB)) == (kA | kB); }});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].because == std::vector{kA | kB});
  CHECK(found.parts[0].undo == kA);
}

TEST_CASE("find_causes: any of two, both undone") {
  const Searched found(Needs(3), {[](UnitSet set) { return (set & (kA | kB)) != 0; }});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].because == std::vector{kA, kB});
  CHECK(found.parts[0].undo == (kA | kB));
}

TEST_CASE("find_causes: two that cancel are not growing or shrinking one by one") {
  // A opens, B shuts it again, C opens what B shuts.
  const Searched found(Needs(3), {[](UnitSet set) {
                         return (set & kA) != 0 && ((set & kB) == 0 || (set & kC) != 0);
                       }});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].because == std::vector{kA});
  CHECK(found.parts[0].undo == kA);
}

TEST_CASE("find_causes: what comes first of equal ones is undone") {
  const Searched found(Needs(2), {[](UnitSet set) { return set == (kA | kB); }});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].undo == kA);
}

TEST_CASE("find_causes: requests with other causes are other parts") {
  const Searched found(Needs(2),
                       {[](UnitSet set) { return (set & kA) != 0; },
                        [](UnitSet set) { return (set & kB) == 0; }, [](UnitSet) { return true; }});
  REQUIRE(found.parts.size() == 2);
  for (const CausePart& part : found.parts) {
    CHECK(part.because == std::vector{part.undo});
    CHECK(part.where != Diagrams::always());
  }
}

TEST_CASE("find_causes: more than three sets are counted as more") {
  const Searched found(Needs(5), {[](UnitSet set) { return set != 0; }});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].because.size() == kMostBecause);
  CHECK(found.parts[0].has_more);
}

TEST_CASE("find_causes: of many units a few that cannot be left out are looked into") {
  constexpr UnitSet kThree = kA | kB | kC;
  const Searched three(Needs(20), {[](UnitSet set) { return (set & kThree) == kThree; }});
  REQUIRE(three.parts.size() == 1);
  CHECK(three.parts[0].because == std::vector{kThree});
  CHECK(three.parts[0].undo == kA);

  // Of more it would not be known whether fewer are enough.
  const Searched seven(Needs(20), {[](UnitSet set) { return (set & 0x7f) == 0x7f; }});
  CHECK(seven.parts.empty());
}

TEST_CASE("find_causes: requests that need other units are looked into apart") {
  const Searched found(Needs(20), {[](UnitSet set) { return (set & 0x7) == 0x7; },
                                   [](UnitSet set) { return (set & 0x38) == 0x38; }});
  REQUIRE(found.parts.size() == 2);
  CHECK(found.parts[0].because != found.parts[1].because);
}

TEST_CASE("find_causes: of many units what has to be left out together") {
  const Searched found(Needs(20), {[](UnitSet set) { return (set & 0x7) != 0; }});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].because == std::vector{kA, kB, kC});
  CHECK(found.parts[0].undo == (kA | kB | kC));
}

TEST_CASE("find_causes: of many units two ways of three each are not found") {
  const Searched found(Needs(20),
                       {[](UnitSet set) { return (set & 0x7) == 0x7 || (set & 0x38) == 0x38; }});
  CHECK(found.parts.empty());
}

TEST_CASE("UnitSets: what a unit needs goes with it") {
  const UnitSets sets(Needs{{1}, {}, {}});  // A needs B
  CHECK(sets.is_complete());
  CHECK(!sets.is_closed(kA));
  CHECK(sets.is_closed(kA | kB));
  CHECK(sets.asked() == std::vector<UnitSet>{0, kB, kC, kA | kB, kB | kC, kA | kB | kC});
  CHECK(sets.not_needed(kA | kB) == kA);
  CHECK(sets.needing_nothing(kA | kB) == kB);
}

TEST_CASE("UnitSets: of many units small sets are looked at, and the search says so") {
  const UnitSets pairs(Needs(10));
  CHECK(!pairs.is_complete());
  CHECK(pairs.asked().size() == 2 * (1 + 10 + 45));
  CHECK(pairs.has_all_inside(kA | kB));
  CHECK(!pairs.has_all_inside(kA | kB | kC | 8));
  const UnitSets singles(Needs(40));
  CHECK(singles.asked().size() == 2 * (1 + 40));
  CHECK(!singles.has_all_inside(pairs.whole()));
}

}  // namespace
}  // namespace accessdrift
