#include "accessdrift/region/text_partition.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/region/sorted_once.h"

namespace accessdrift {
namespace {

bool is_word_test(const TextTest& test) {
  return test.kind == TextTest::Kind::Equals || test.kind == TextTest::Kind::StartsWith;
}

TextWords words_of(const std::vector<TextTest>& tests) {
  std::vector<std::string> names;
  std::vector<std::string> prefixes;
  for (const TextTest& test : tests) {
    if (test.kind == TextTest::Kind::Equals) names.push_back(test.argument);
    if (test.kind == TextTest::Kind::StartsWith) prefixes.push_back(test.argument);
  }
  return {std::move(names), std::move(prefixes)};
}

/// The tests with automata that are small enough by themselves.
struct Candidates {
  std::vector<TextTest> tests;
  std::vector<TextAutomaton> automata;
};

Candidates candidates(const std::vector<TextTest>& tests, AutomatonBudget budget) {
  Candidates found;
  for (const TextTest& test : tests) {
    if (is_word_test(test)) continue;
    auto automaton = automaton_of(test, budget);
    if (!automaton) continue;
    found.tests.push_back(test);
    found.automata.push_back(std::move(*automaton));
  }
  return found;
}

class Partitioner {
 public:
  Partitioner(std::vector<TextTest> word_tests, Candidates candidates,
              std::optional<TextAutomaton> domain, const TextBounds& bounds)
      : candidates_(std::move(candidates)), domain_(std::move(domain)), bounds_(bounds) {
    const auto constants = std::ranges::count(word_tests, TextTest::Kind::Equals, &TextTest::kind);
    constants_ = static_cast<std::uint32_t>(constants);
    partition_.words = words_of(word_tests);
    partition_.exact = std::move(word_tests);
  }

  /// With as many of the candidates, in order, as leave the cells within the bounds.
  TextPartition run() {
    std::size_t failing = candidates_.tests.size();
    if (fits_with(failing)) return finish();
    std::size_t fitting = 0;
    partition_.has_too_many_cells = !fits_with(fitting);
    if (partition_.has_too_many_cells) return finish();
    while (fitting + 1 < failing) {
      const std::size_t middle = fitting + (failing - fitting) / 2;
      (fits_with(middle) ? fitting : failing) = middle;
    }
    return finish();
  }

 private:
  /// Keeps the partition by the first `count` candidates if the cells are within the bounds.
  bool fits_with(std::size_t count) {
    if (constants_ > bounds_.cells) return false;
    TextProduct product(std::span(candidates_.automata).first(count), domain_ ? &*domain_ : nullptr,
                        {bounds_.states, bounds_.tries()});
    auto classes =
        find_classes(partition_.words, product, {bounds_.cells - constants_, bounds_.tries()});
    if (!classes) return false;
    partition_.product = std::move(product);
    partition_.classes = std::move(*classes);
    return true;
  }

  TextPartition finish() {
    for (const std::uint32_t candidate : partition_.product.included())
      partition_.exact.push_back(candidates_.tests[candidate]);
    return std::move(partition_);
  }

  Candidates candidates_;
  std::optional<TextAutomaton> domain_;
  TextBounds bounds_;
  std::uint32_t constants_ = 0;
  TextPartition partition_;
};

}  // namespace

TextPartition partition_texts(std::vector<TextTest> tests, const std::optional<std::string>& domain,
                              const TextBounds& bounds) {
  tests = sorted_once(std::move(tests));
  std::vector<TextTest> word_tests;
  std::ranges::copy_if(tests, std::back_inserter(word_tests), [](const TextTest& test) {
    return is_word_test(test) && !find_invalid_utf8(test.argument);
  });
  const AutomatonBudget budget{bounds.states, bounds.pattern_work()};
  std::optional<TextAutomaton> domain_automaton;
  if (domain) {
    AutomatonBudget of_domain = budget;
    domain_automaton = automaton_of_pattern(*domain, PatternScope::Whole, of_domain);
  }
  const bool has_opaque_domain = domain && !domain_automaton;
  TextPartition partition = Partitioner(std::move(word_tests), candidates(tests, budget),
                                        std::move(domain_automaton), bounds)
                                .run();
  partition.has_opaque_domain = has_opaque_domain;
  std::ranges::set_difference(tests, partition.exact, std::back_inserter(partition.opaque));
  return partition;
}

}  // namespace accessdrift
