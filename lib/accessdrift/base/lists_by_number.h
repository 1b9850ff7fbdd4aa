#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace accessdrift {

/// A list of values for each number from 0 on, all of them in one array.
template <typename T>
class ListsByNumber {
 public:
  ListsByNumber() = default;
  /// `each` calls what it is given for every number and value, twice alike; lists keep that order.
  /// Cost: linear in numbers and values.
  template <typename Each>
  ListsByNumber(std::size_t numbers, const Each& each) : first_(numbers + 2, 0) {
    each([&](std::size_t number, const T& /*value*/) { ++first_[number + 2]; });
    for (std::size_t i = 2; i < first_.size(); ++i) first_[i] += first_[i - 1];
    values_.resize(first_.back());
    each([&](std::size_t number, const T& value) { values_[first_[number + 1]++] = value; });
    first_.pop_back();
  }

  /// REQUIRES: `number` is one of those.
  [[nodiscard]] std::span<const T> of(std::size_t number) const {
    return std::span(values_).subspan(first_[number], first_[number + 1] - first_[number]);
  }
  [[nodiscard]] std::span<T> of(std::size_t number) {
    return std::span(values_).subspan(first_[number], first_[number + 1] - first_[number]);
  }

 private:
  std::vector<std::uint32_t> first_;  ///< by number: where its values begin, and those behind end
  std::vector<T> values_;
};

}  // namespace accessdrift
