#include "accessdrift/base/text_list.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace accessdrift {
namespace {

using Texts = TextList::Texts;

/// Places in a table, ascending, most of them in runs.
using Places = std::vector<std::uint32_t>;

Texts some_of(const Texts& table, const Places& places) {
  Texts some;
  for (const std::uint32_t place : places) some.push_back(table[place]);
  return some;
}

Places random_choice(std::size_t size, std::mt19937& random) {
  Places places;
  bool is_open = random() % 2 == 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (random() % 3 == 0) is_open = !is_open;
    if (is_open) places.push_back(i);
  }
  return places;
}

Places others_of(std::size_t size, const Places& places) {
  Places others;
  for (std::uint32_t i = 0; i < size; ++i)
    if (std::ranges::find(places, i) == places.end()) others.push_back(i);
  return others;
}

}  // namespace

TEST_CASE("TextList: without texts it is empty") {
  const TextList none;
  CHECK(none.empty());
  CHECK(none.begin() == none.end());
  CHECK(none == TextList(Texts{}));
  CHECK(none == TextList(std::make_shared<const Texts>(Texts{"a", "b"}), Places{}));
  CHECK(none < TextList({"a"}));
}

TEST_CASE("TextList: sorted, it is asked for what starts so") {
  const TextList names({"anna", "member:crew", "zoe"});
  CHECK(names.has_prefix("member:"));
  CHECK(names.has_prefix("zoe"));
  CHECK_FALSE(names.has_prefix("zoe2"));
  CHECK_FALSE(names.has_prefix("members"));
  CHECK_FALSE(TextList().has_prefix(""));
}

TEST_CASE("TextList: some of a table are read and compared as the same texts of their own") {
  const Texts table{"ana", "bo", "cy", "dee", "eve", "fay", "gil", "hal"};
  const auto shared = std::make_shared<const Texts>(table);
  std::mt19937 random(7);
  for (int round = 0; round < 2'000; ++round) {
    const Places chosen_a = random_choice(table.size(), random);
    const Places chosen_b = random_choice(table.size(), random);
    const Texts texts_a = some_of(table, chosen_a);
    const Texts texts_b = some_of(table, chosen_b);
    const TextList a(shared, chosen_a);
    const TextList b(shared, chosen_b);
    REQUIRE(Texts(a) == texts_a);
    REQUIRE(TextList::all_but(shared, others_of(table.size(), chosen_a)) == a);
    REQUIRE(a == TextList(texts_a));
    REQUIRE((a == b) == (texts_a == texts_b));
    REQUIRE((a <=> b) == (texts_a <=> texts_b));
    REQUIRE((a <=> TextList(texts_b)) == (texts_a <=> texts_b));
    for (std::size_t i = 0; i < texts_a.size(); ++i) {
      REQUIRE(a[i] == texts_a[i]);
      REQUIRE(*(a.end() - static_cast<std::ptrdiff_t>(texts_a.size() - i)) == texts_a[i]);
    }
    for (const std::string& text : table)
      REQUIRE(std::ranges::binary_search(a, text) == std::ranges::binary_search(texts_a, text));
  }
}

}  // namespace accessdrift
