#include "accessdrift/format/told_once.h"

#include <doctest/doctest.h>

#include <random>
#include <utility>
#include <vector>

namespace accessdrift::source {
namespace {

using Item = std::pair<int, int>;  // key, place

std::vector<Item> kept_by_pairs(const std::vector<Item>& pool, std::size_t first) {
  std::vector<Item> kept(pool.begin(), pool.begin() + static_cast<std::ptrdiff_t>(first));
  for (std::size_t i = first; i < pool.size(); ++i) {
    bool is_new = true;
    for (std::size_t j = first; j < i; ++j) is_new = is_new && pool[j].first != pool[i].first;
    if (is_new) kept.push_back(pool[i]);
  }
  return kept;
}

TEST_CASE("keep_told_once: keeps the first of each key, in order, and what lies before") {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    std::vector<Item> pool;
    const int size = static_cast<int>(random() % 40);
    const int keys = 1 + static_cast<int>(random() % 60);
    for (int i = 0; i < size; ++i) pool.emplace_back(static_cast<int>(random()) % keys, i);
    const std::size_t first = pool.empty() ? 0 : random() % (pool.size() + 1);
    const std::vector<Item> expected = kept_by_pairs(pool, first);
    keep_told_once(pool, first, [](const Item& item) { return item.first; });
    CHECK(pool == expected);
  }
}

}  // namespace
}  // namespace accessdrift::source
