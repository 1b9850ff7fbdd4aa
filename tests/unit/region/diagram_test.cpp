#include "accessdrift/region/diagram.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

namespace accessdrift {
namespace {

using Assignment = std::vector<std::uint32_t>;

const std::vector<std::uint32_t> kCells{3, 2, 1, 4, 2};

std::vector<Assignment> assignments() {
  std::vector<Assignment> all{{}};
  for (const std::uint32_t cells : kCells) {
    std::vector<Assignment> longer;
    for (const Assignment& assignment : all) {
      for (std::uint32_t cell = 0; cell < cells; ++cell) {
        longer.push_back(assignment);
        longer.back().push_back(cell);
      }
    }
    all = std::move(longer);
  }
  return all;
}

std::vector<bool> table(const Diagrams& diagrams, Region region) {
  std::vector<bool> table;
  for (const Assignment& assignment : assignments())
    table.push_back(diagrams.contains(region, assignment));
  return table;
}

/// A union of products of random cells.
Region random_region(Diagrams& diagrams, std::mt19937& random) {
  Region region = Diagrams::never();
  for (int product = 0; product < 4; ++product) {
    Region all = Diagrams::always();
    for (Level level = 0; level < kCells.size(); ++level) {
      std::vector<bool> inside(kCells[level]);
      for (std::size_t cell = 0; cell < inside.size(); ++cell) inside[cell] = random() % 3 != 0;
      all = diagrams.intersect(all, diagrams.cells(level, inside));
    }
    region = diagrams.unite(region, all);
  }
  return region;
}

/// Parity of `levels` bits: as many nodes as levels, twice, and no shorter way to say it.
Region parity(Diagrams& diagrams) {
  Region odd = Diagrams::never();
  for (Level level = 0; level < diagrams.level_count(); ++level) {
    const Region bit = diagrams.cells(level, {false, true});
    odd = diagrams.unite(diagrams.subtract(odd, bit), diagrams.subtract(bit, odd));
  }
  return odd;
}

TEST_CASE("cells: none is never and all is always") {
  Diagrams diagrams({3});
  CHECK(diagrams.cells(0, {false, false, false}) == Diagrams::never());
  CHECK(diagrams.cells(0, {true, true, true}) == Diagrams::always());
  CHECK(diagrams.node_count() == 0);
  const Region middle = diagrams.cells(0, {false, true, false});
  CHECK(diagrams.node_count() == 1);
  CHECK(diagrams.level_of(middle) == 0);
  CHECK(diagrams.child(middle, 1) == Diagrams::always());
  CHECK(diagrams.child(middle, 2) == Diagrams::never());
}

TEST_CASE("operations: agree with truth tables and equal tables have equal numbers") {
  Diagrams diagrams(kCells);
  std::map<std::vector<bool>, Region> by_table;
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const Region a = random_region(diagrams, random);
    const Region b = random_region(diagrams, random);
    const std::vector<bool> of_a = table(diagrams, a);
    const std::vector<bool> of_b = table(diagrams, b);
    std::vector<bool> both(of_a), either(of_a), only_a(of_a), not_a(of_a);
    for (std::size_t i = 0; i < of_a.size(); ++i) {
      both[i] = of_a[i] && of_b[i];
      either[i] = of_a[i] || of_b[i];
      only_a[i] = of_a[i] && !of_b[i];
      not_a[i] = !of_a[i];
    }
    const std::pair<Region, std::vector<bool>> results[] = {{a, of_a},
                                                            {diagrams.intersect(a, b), both},
                                                            {diagrams.unite(b, a), either},
                                                            {diagrams.subtract(a, b), only_a},
                                                            {diagrams.complement(a), not_a}};
    for (const auto& [region, expected] : results) {
      REQUIRE(table(diagrams, region) == expected);
      REQUIRE(by_table.try_emplace(expected, region).first->second == region);
    }
    REQUIRE(diagrams.includes(a, diagrams.intersect(a, b)));
    REQUIRE(diagrams.includes(b, a) == (only_a == std::vector<bool>(only_a.size())));
  }
  CHECK_FALSE(diagrams.is_exhausted());
}

TEST_CASE("branch: is the union of each cell with its region") {
  Diagrams diagrams(kCells);
  const Region one = diagrams.cells(3, {true, false, false, true});
  const Region branch = diagrams.branch(0, std::vector{one, Diagrams::never(), Diagrams::always()});
  const Region first = diagrams.intersect(diagrams.cells(0, {true, false, false}), one);
  CHECK(branch == diagrams.unite(first, diagrams.cells(0, {false, false, true})));
  CHECK(diagrams.branch(0, std::vector{one, one, one}) == one);
}

TEST_CASE("witness: takes the first child that is not never and leaves free levels open") {
  Diagrams diagrams({3, 2, 2});
  CHECK_FALSE(diagrams.witness(Diagrams::never()));
  CHECK(diagrams.witness(Diagrams::always()) == std::vector(3, Diagrams::kAnyCell));
  const Region region =
      diagrams.intersect(diagrams.cells(0, {false, true, true}), diagrams.cells(2, {false, true}));
  CHECK(diagrams.witness(region) == std::vector<std::uint32_t>{1, Diagrams::kAnyCell, 1});
}

TEST_CASE("contains_lazily: asks only where the diagram branches") {
  Diagrams diagrams({2, 2, 2});
  const Region region = diagrams.cells(1, {false, true});
  std::vector<Level> asked;
  CHECK(diagrams.contains_lazily(region, [&](Level level) {
    asked.push_back(level);
    return 1U;
  }));
  CHECK(asked == std::vector<Level>{1});
}

TEST_CASE("node limit: past it all is never until the next target") {
  Diagrams diagrams(std::vector<std::uint32_t>(40, 2), 100);
  for (int target = 0; target < 3; ++target) {
    diagrams.start_target();
    const Region odd = parity(diagrams);
    CHECK(diagrams.is_exhausted());
    CHECK(odd == Diagrams::never());
    CHECK(diagrams.unite(Diagrams::always(), Diagrams::always()) == Diagrams::never());
    CHECK(diagrams.cells(0, {false, true}) == Diagrams::never());
    CHECK_FALSE(diagrams.includes(Diagrams::always(), Diagrams::never()));
    if (target == 0) CHECK(diagrams.node_count() == 100);
  }
  diagrams.start_target();
  CHECK_FALSE(diagrams.is_exhausted());
}

TEST_CASE("node limit: what was remembered before it was hit is right after it") {
  Diagrams limited(std::vector<std::uint32_t>(12, 2), 30);
  Diagrams free(std::vector<std::uint32_t>(12, 2));
  const Region expected = parity(free);
  Region odd;
  int targets = 0;
  do {  // every target adds nodes that the next one finds
    limited.start_target();
    odd = parity(limited);
  } while (limited.is_exhausted() && ++targets < 100);
  CHECK(targets > 1);
  for (std::uint32_t bits = 0; bits < 1U << 12U; ++bits) {
    const auto bit = [bits](Level level) { return bits >> level & 1U; };
    REQUIRE(limited.contains_lazily(odd, bit) == free.contains_lazily(expected, bit));
  }
}

TEST_CASE("node limit: a node of many runs of cells counts for several") {
  Diagrams diagrams({1600, 2}, 25);
  CHECK(diagrams.cells(0, std::vector<bool>(1600, true)) == Diagrams::always());
  std::vector<bool> inside(1600, false);
  inside[7] = true;
  CHECK(diagrams.cells(0, inside) != Diagrams::never());
  for (std::size_t cell = 0; cell < inside.size(); cell += 2) inside[cell] = true;
  CHECK(diagrams.cells(0, inside) == Diagrams::never());
  CHECK(diagrams.is_exhausted());
}

TEST_CASE("Diagrams: a node is the same by cells and by runs, whichever cell is asked for") {
  Diagrams diagrams({1000, 2});
  const Region yes = diagrams.cells(1, {false, true});
  const Region no = diagrams.cells(1, {true, false});
  std::vector<Region> by_cell(1000, yes);
  std::vector<Diagrams::Run> runs{{0, yes}};
  for (std::uint32_t cell = 0; cell < 1000; cell += 40) {
    const Region other = cell % 80 == 0 ? no : Diagrams::never();
    for (std::uint32_t in_run = cell; in_run < cell + 13; ++in_run) by_cell[in_run] = other;
    if (cell > 0) runs.push_back({cell, other});
    if (cell == 0) runs.front().region = other;
    runs.push_back({cell + 13, yes});
  }
  const Region region = diagrams.branch(0, by_cell);
  CHECK(diagrams.branch(0, runs) == region);
  CHECK(diagrams.runs_of(region) == runs);
  for (std::uint32_t cell = 0; cell < 1000; ++cell)
    REQUIRE(diagrams.child(region, cell) == by_cell[cell]);
  runs.insert(runs.begin() + 2, {60, yes});  // a run that goes on is no other one
  CHECK(diagrams.branch(0, runs) == region);
}

TEST_CASE("budget: resume gives a target back what it had") {
  Diagrams diagrams(std::vector<std::uint32_t>(40, 2), 100);
  const Region bit = diagrams.cells(3, {false, true});
  const Diagrams::Budget before = diagrams.budget();
  diagrams.exhaust();
  CHECK(diagrams.is_exhausted());
  diagrams.resume(before);
  CHECK_FALSE(diagrams.is_exhausted());
  CHECK(diagrams.budget().nodes_left == 99);
  CHECK(diagrams.complement(diagrams.complement(bit)) == bit);
}

TEST_CASE("grow: regions keep their numbers while the tables grow") {
  Diagrams diagrams({100, 100});
  const auto point = [&](std::uint32_t first, std::uint32_t second) {
    std::vector<bool> inside(100, false);
    inside[first] = true;
    const Region row = diagrams.cells(0, inside);
    inside[first] = false;
    inside[second] = true;
    return diagrams.intersect(row, diagrams.cells(1, inside));
  };
  std::vector<Region> points;
  for (std::uint32_t i = 0; i < 10'000; ++i) points.push_back(point(i / 100, i % 100));
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    if (point(i / 100, i % 100) != points[i]) FAIL(i);
  }
  CHECK(diagrams.node_count() == 10'000 + 100 + 100);
  CHECK_FALSE(diagrams.is_exhausted());
}

}  // namespace
}  // namespace accessdrift
