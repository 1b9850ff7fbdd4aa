#include "accessdrift/engine/identity_set.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include "accessdrift/engine/packed_set.h"

namespace accessdrift {
namespace {

using Model = std::set<std::uint32_t>;

std::uint32_t below(std::uint32_t bound, std::mt19937& random) {
  return static_cast<std::uint32_t>(random() % bound);
}

/// Sparse, dense and in runs, by turns.
Model random_model(std::mt19937& random, int kind) {
  const std::uint32_t range = kind == 0 ? 3'000'000 : 5'000;
  Model model;
  for (int i = 0; i < (kind == 1 ? 4'000 : 50); ++i) {
    const std::uint32_t first = below(range, random);
    for (std::uint32_t n = first; n < first + (kind == 2 ? 100 : 1); ++n) model.insert(n);
  }
  return model;
}

IdentitySet set_of(const Model& model) {
  return IdentitySet::of(std::vector<std::uint32_t>(model.begin(), model.end()));
}

template <typename Algorithm>
std::vector<std::uint32_t> by(Algorithm algorithm, const Model& a, const Model& b) {
  std::vector<std::uint32_t> result;
  algorithm(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
  return result;
}
#define BY(algorithm, a, b) by([](auto... arguments) { return algorithm(arguments...); }, a, b)

TEST_CASE("IdentitySet: the set operations agree with those of std::set") {
  std::mt19937 random(1);
  for (int round = 0; round < 60; ++round) {
    const Model x = random_model(random, round % 3);
    const Model y = random_model(random, round / 3 % 3);
    IdentitySet a = set_of(x);
    const IdentitySet b = set_of(y);
    if (round % 2 == 0) a.compact();
    CHECK((a | b).numbers() == BY(std::set_union, x, y));
    CHECK((a & b).numbers() == BY(std::set_intersection, x, y));
    CHECK((a - b).numbers() == BY(std::set_difference, x, y));
    CHECK((a ^ b).numbers() == BY(std::set_symmetric_difference, x, y));
    CHECK(a.intersects(b) == !BY(std::set_intersection, x, y).empty());
    CHECK(a.is_subset_of(b) == std::ranges::includes(y, x));
    CHECK((a & b).is_subset_of(b));
    CHECK(a.size() == x.size());
    CHECK(a.smallest().number == *x.begin());
    CHECK(a.largest().number == *x.rbegin());
    CHECK((a == b) == (x == y));
    CHECK(set_of(x).hash() == a.hash());
  }
}

TEST_CASE("IdentitySet: sets of few and of more agree with std::set, whichever they become") {
  std::mt19937 random(3);
  for (int round = 0; round < 1'000; ++round) {
    Model x;
    Model y;
    IdentitySet a;
    for (Model* const model : {&x, &y}) {
      for (std::uint32_t i = below(200, random); i > 0; --i) model->insert(below(300, random));
      if (below(2, random) == 0) {
        for (std::uint32_t number = below(60, random); number < 300; ++number)
          model->insert(number);
      }
    }
    for (const std::uint32_t number : x) a.add(IdentityIndex{number});
    const IdentitySet b = set_of(y);
    const IdentitySet copy = a;
    CHECK(a == set_of(x));
    CHECK((a == b) == (x == y));
    CHECK(a.size() == x.size());
    CHECK(a.is_empty() == x.empty());
    CHECK(a.intersects(b) == !BY(std::set_intersection, x, y).empty());
    CHECK(a.is_subset_of(b) == std::ranges::includes(y, x));
    CHECK((a ^ b).numbers() == BY(std::set_symmetric_difference, x, y));
    IdentitySet united = a;
    CHECK((united |= b).numbers() == BY(std::set_union, x, y));
    IdentitySet common = a;
    CHECK((common &= b).numbers() == BY(std::set_intersection, x, y));
    IdentitySet rest = a;
    CHECK((rest -= b).numbers() == BY(std::set_difference, x, y));
    for (IdentitySet* const one : {&united, &common, &rest}) {
      CHECK(*one == IdentitySet::of(one->numbers()));
      CHECK(one->hash() == IdentitySet::of(one->numbers()).hash());
      if (!one->is_empty()) CHECK(one->smallest().number == one->numbers().front());
      if (!one->is_empty()) CHECK(one->largest().number == one->numbers().back());
      const IdentitySet& self = *one;
      CHECK((self | self) == self);
      CHECK((self & self) == self);
      CHECK((self - self).is_empty());
    }
    const std::uint32_t removed = below(300, random);
    a.remove(IdentityIndex{removed});
    Model without = x;
    without.erase(removed);
    CHECK(a == set_of(without));
    CHECK(copy == set_of(x));
  }
}

TEST_CASE("IdentitySet: the empty set, made in any way, is one") {
  const IdentitySet some = IdentitySet::first(10);
  const IdentitySet empty;
  CHECK(empty.is_empty());
  CHECK(some - some == empty);
  CHECK((empty | empty) == empty);
  CHECK((empty ^ some) == some);
  CHECK(empty.is_subset_of(some));
  CHECK(empty.hash() == (some - some).hash());
  CHECK(empty.numbers().empty());
  CHECK(!empty.contains(kAnonymousIdentity));
}

TEST_CASE("PackedSet: has what the set has, however it is laid out") {
  std::mt19937 random(2);
  for (int round = 0; round < 30; ++round) {
    const Model model = random_model(random, round % 3);
    const PackedSet packed(set_of(model));
    for (int i = 0; i < 2'000; ++i) {
      const std::uint32_t asked = below(i % 2 == 0 ? 6'000 : 4'000'000, random);
      CHECK(packed.contains(IdentityIndex{asked}) == model.contains(asked));
    }
    for (const std::uint32_t number : model) CHECK(packed.contains(IdentityIndex{number}));
  }
  CHECK(!PackedSet(IdentitySet()).contains(IdentityIndex{std::uint32_t{0}}));
}

}  // namespace
}  // namespace accessdrift
