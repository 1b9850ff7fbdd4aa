#pragma once

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <vector>

namespace accessdrift::source {

/// Drops from a pool, from `first` on, what an earlier one behind `first` tells already by its key,
/// a number. The others stay in their order. Cost: what a sort of the keys has, and nothing but
/// that where no key is told twice.
template <typename Item, typename KeyOf>
void keep_told_once(std::vector<Item>& pool, std::size_t first, KeyOf key_of) {
  constexpr std::size_t kFew = 8;
  const auto begin = pool.begin() + static_cast<std::ptrdiff_t>(first);
  if (pool.size() - first <= kFew) {
    auto kept = begin;
    for (auto item = begin; item != pool.end(); ++item) {
      const auto is_same = [&](const Item& other) { return key_of(other) == key_of(*item); };
      if (std::none_of(begin, kept, is_same)) *kept++ = *item;
    }
    pool.erase(kept, pool.end());
    return;
  }
  std::vector<decltype(key_of(pool[0]))> keys;
  keys.reserve(pool.size() - first);
  std::transform(begin, pool.end(), std::back_inserter(keys), key_of);
  std::ranges::sort(keys);
  if (std::ranges::adjacent_find(keys) == keys.end()) return;
  std::unordered_set<decltype(key_of(pool[0]))> told;
  const auto is_told = [&](const Item& item) { return !told.insert(key_of(item)).second; };
  pool.erase(std::remove_if(begin, pool.end(), is_told), pool.end());
}

}  // namespace accessdrift::source
