#pragma once

#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "accessdrift/region/print.h"
#include "accessdrift/region/universe.h"

namespace accessdrift::sample {

using Tests = std::map<std::string, AttributeTests, std::less<>>;

/// One test of one attribute, as a condition makes it: independent of cells.
struct Atom {
  std::string attribute;
  std::function<bool(const std::optional<Value>&)> holds;
  std::vector<std::string> relevant;
};

/// Attributes of random types, what they are tested against, and values to ask about.
struct World {
  Tests tests;
  Vocabulary vocabulary;
  std::vector<Atom> atoms;
  std::vector<RequestAttributes>
      requests;  ///< every combination of the values of all attributes, or a random part of them
};

using Random = std::mt19937;

[[nodiscard]] World random_world(Random& random);
/// The same world with tests and attributes that no atom has.
[[nodiscard]] Tests with_more_tests(const Tests& tests);

/// A random combination of atoms as a region, and as its answers to the requests of the world.
struct Sample {
  Region region;
  std::vector<bool> answers;
};
[[nodiscard]] Sample random_sample(const World& world, Universe& universe, Random& random,
                                   int depth);

/// Whether a request satisfies the term, by the words of the restrictions alone.
[[nodiscard]] bool satisfies(const Term& term, const RequestAttributes& request,
                             const Vocabulary& vocabulary);
[[nodiscard]] std::vector<bool> answers(const std::vector<Term>& terms, const World& world);

[[nodiscard]] IpAddress ip(std::string_view text);
[[nodiscard]] IpPrefix prefix(std::string_view text);
[[nodiscard]] AttributeTests of_type(TypeKind kind, std::vector<std::string> values = {},
                                     bool is_required = false);

}  // namespace accessdrift::sample
