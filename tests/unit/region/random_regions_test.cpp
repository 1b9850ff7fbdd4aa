#include <doctest/doctest.h>

#include <map>
#include <set>

#include "accessdrift/region/restriction.h"
#include "sample_world.h"

namespace accessdrift {
namespace {

using namespace sample;

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint32_t kWorlds = 12;  // each takes tenfold
#else
constexpr std::uint32_t kWorlds = 60;
#endif
constexpr int kSamples = 30;

/// Calls `check(world, universe, sample)` for random regions of random worlds; the seed of a
/// failure is printed.
template <typename Check>
void for_each_sample(const Check& check) {
  for (std::uint32_t seed = 1; seed <= kWorlds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const World world = random_world(random);
    Universe universe(world.tests);
    for (int i = 0; i < kSamples; ++i)
      check(world, universe, random_sample(world, universe, random, 1 + i % 4));
  }
}

TEST_CASE("regions: contain exactly the requests that the conditions accept") {
  for_each_sample([](const World& world, Universe& universe, const Sample& sample) {
    std::vector<bool> contained;
    for (const RequestAttributes& request : world.requests)
      contained.push_back(universe.contains(sample.region, request));
    REQUIRE(contained == sample.answers);
  });
}

TEST_CASE("regions: equal numbers if and only if no request tells them apart") {
  for (std::uint32_t seed = 1; seed <= kWorlds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const World world = random_world(random);
    Universe universe(world.tests);
    std::vector<Sample> samples;
    for (int i = 0; i < kSamples; ++i) samples.push_back(random_sample(world, universe, random, 2));
    for (const Sample& a : samples) {
      for (const Sample& b : samples) {
        const auto witness = universe.witness(
            universe.diagrams().unite(universe.diagrams().subtract(a.region, b.region),
                                      universe.diagrams().subtract(b.region, a.region)));
        const bool is_equal = a.region == b.region;
        const bool is_told_apart = witness && universe.contains(a.region, *witness) !=
                                                  universe.contains(b.region, *witness);
        if (is_equal == is_told_apart || (is_equal && a.answers != b.answers))
          FAIL("equal and told apart");
      }
    }
  }
}

TEST_CASE("witness: lies in the region and is complete") {
  for_each_sample([](const World& world, Universe& universe, const Sample& sample) {
    const auto witness = universe.witness(sample.region);
    REQUIRE(witness.has_value() == (sample.region != Diagrams::never()));
    if (!witness) return;
    REQUIRE(universe.contains(sample.region, *witness));
    REQUIRE(witness->size() == world.tests.size());
  });
}

TEST_CASE(
    "told: the region of a request's values holds that request and no other class of requests") {
  for_each_sample([](const World& world, Universe& universe, const Sample& sample) {
    const std::size_t i = sample.answers.size() / 2;
    if (i >= world.requests.size()) return;
    Region exactly = universe.care();
    for (const auto& [name, value] : world.requests[i])
      exactly = universe.diagrams().intersect(exactly, universe.told(name, value));
    REQUIRE(universe.contains(exactly, world.requests[i]));
    REQUIRE(universe.diagrams().includes(sample.region, exactly) == sample.answers[i]);
    REQUIRE((universe.diagrams().intersect(sample.region, exactly) == Diagrams::never()) !=
            sample.answers[i]);
  });
}

TEST_CASE("cover: says exactly the region with no term to spare") {
  for_each_sample([](const World& world, Universe& universe, const Sample& sample) {
    const std::vector<Term> terms = cover(universe, sample.region, world.vocabulary);
    REQUIRE(terms.size() <= most_terms(universe, sample.region));
    REQUIRE(answers(terms, world) == sample.answers);
    for (std::size_t spared = 0; terms.size() > 1 && spared < terms.size(); ++spared) {
      std::string text;
      for (std::size_t i = 0; i < terms.size(); ++i) {
        if (i != spared)
          text += (text.empty() ? "" : " | ") + full_text(terms[i], world.vocabulary);
      }
      REQUIRE(read_full_text(universe, text, world.vocabulary) != sample.region);
    }
  });
}

TEST_CASE("full_text: reads back to the same region") {
  for_each_sample([](const World& world, Universe& universe, const Sample& sample) {
    const std::string text = full_text(universe, sample.region, world.vocabulary);
    CAPTURE(text);
    REQUIRE(read_full_text(universe, text, world.vocabulary) == sample.region);
  });
}

TEST_CASE("printing: leaves the target's budget alone") {
  for_each_sample([](const World& world, Universe& universe, const Sample& sample) {
    const auto before = universe.diagrams().budget();
    const std::string text = describe(universe, sample.region, world.vocabulary);
    REQUIRE(!text.empty());
    REQUIRE(universe.diagrams().budget().nodes_left == before.nodes_left);
    REQUIRE(universe.diagrams().budget().steps_left == before.steps_left);
  });
}

TEST_CASE(
    "canonical_text: is equal in a universe with other constants and attributes and differs "
    "between regions") {
  for (std::uint32_t seed = 1; seed <= kWorlds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const World world = random_world(random);
    Universe universe(world.tests);
    Universe wider(with_more_tests(world.tests));
    std::map<Region, std::string> texts;
    std::set<std::string> distinct;
    for (int i = 0; i < kSamples; ++i) {
      Random same = random;
      const Sample sample = random_sample(world, universe, random, 1 + i % 4);
      const Sample again = random_sample(world, wider, same, 1 + i % 4);
      const std::string text = canonical_text(universe, sample.region);
      REQUIRE(text == canonical_text(wider, again.region));
      texts.emplace(sample.region, text);
      distinct.insert(text);
    }
    REQUIRE(texts.size() == distinct.size());
  }
}

}  // namespace
}  // namespace accessdrift
