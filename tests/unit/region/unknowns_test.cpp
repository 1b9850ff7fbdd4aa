#include <doctest/doctest.h>

#include <algorithm>

#include "accessdrift/region/filled.h"
#include "accessdrift/region/project.h"
#include "sample_world.h"

namespace accessdrift {
namespace {

using namespace sample;

/// Calls `check(world, universe, region, care)` for random regions within random others, in worlds
/// some of whose attributes are not visible.
template <typename Check>
void for_each_pair(const Check& check) {
  for (std::uint32_t seed = 1; seed <= 80; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    World world = random_world(random);
    for (auto& [name, tests] : world.tests) tests.is_world = random() % 2 == 0;
    Universe universe(world.tests);
    for (int i = 0; i < 20; ++i) {
      const Region care = random_sample(world, universe, random, 1 + i % 3).region;
      const Region all = random_sample(world, universe, random, 1 + i % 4).region;
      check(world, universe, universe.diagrams().intersect(all, care), care);
    }
  }
}

bool is_alike(const World& world, const RequestAttributes& a, const RequestAttributes& b,
              bool is_world) {
  for (const auto& [name, tests] : world.tests) {
    if (tests.is_world == is_world && a.at(name) != b.at(name)) return false;
  }
  return true;
}

TEST_CASE("filled: says the same within care, whatever is filled in outside") {
  for_each_pair([](const World& /*world*/, Universe& universe, Region region, Region care) {
    const Region made = filled(universe, region, care);
    REQUIRE(universe.diagrams().intersect(made, care) == region);
    REQUIRE(universe.diagrams().includes(universe.care(), made));
    if (region == Diagrams::never()) {
      REQUIRE(made == region);
    } else if (region == care) {
      REQUIRE(made == universe.care());
    }
  });
}

TEST_CASE("project: holds where it does for some value, and hangs on the kind no more") {
  for_each_pair([](const World& world, Universe& universe, Region region, Region /*care*/) {
    const Region made = project(universe, region, VariableKind::World);
    REQUIRE(universe.diagrams().includes(made, region));
    REQUIRE(project(universe, made, VariableKind::World) == made);
    const std::size_t most = std::min<std::size_t>(world.requests.size(), 40);
    for (std::size_t a = 0; a < most; ++a) {
      for (std::size_t b = 0; b < most; ++b) {
        if (!is_alike(world, world.requests[a], world.requests[b], false)) continue;
        if (universe.contains(region, world.requests[a]))
          REQUIRE(universe.contains(made, world.requests[b]));
      }
    }
  });
}

TEST_CASE("without: what hangs on no attribute of the list needs none of them") {
  for_each_pair([](const World& world, Universe& universe, Region region, Region care) {
    std::vector<std::string_view> names;
    for (const auto& [name, tests] : world.tests) {
      if (tests.is_world) names.push_back(name);
    }
    const auto made = without(universe, region, care, names);
    const Region projected = project(universe, region, VariableKind::World);
    REQUIRE(made.has_value() == (universe.diagrams().intersect(projected, care) == region));
    if (made) REQUIRE(*made == projected);
  });
}

}  // namespace
}  // namespace accessdrift
