#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace accessdrift::property {

/// SplitMix64: the same numbers everywhere, unlike the standard library's distributions.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  /// From 0 to below `bound`, which is not 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  /// Both ends inside.
  std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  /// `count` different ones, fewer if there are not so many, in random order.
  template <typename T>
  std::vector<T> some(std::vector<T> from, std::size_t count) {
    for (std::size_t i = 0; i < from.size(); ++i)
      std::swap(from[i], from[i + below(from.size() - i)]);
    if (from.size() > count) from.resize(count);
    return from;
  }

 private:
  std::uint64_t state_;
};

}  // namespace accessdrift::property
