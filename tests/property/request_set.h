#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace accessdrift::naive {

/// A set of numbered requests; one of none behind the first 64 owns no memory.
class RequestSet {
 public:
  RequestSet() = default;
  [[nodiscard]] static RequestSet all(std::size_t requests) {
    RequestSet set;
    for (std::size_t i = 0; i < requests; ++i) set.add(i, requests);
    return set;
  }

  void add(std::size_t request, std::size_t requests) {
    const std::uint64_t bit = std::uint64_t{1} << (request % kBits);
    if (request < kBits) {
      first_ |= bit;
      return;
    }
    if (others_.empty()) others_.resize((requests - 1) / kBits);
    others_[request / kBits - 1] |= bit;
  }
  [[nodiscard]] bool contains(std::size_t request) const {
    const std::size_t word = request / kBits;
    if (word > 0 && others_.empty()) return false;
    return (((word == 0 ? first_ : others_[word - 1]) >> (request % kBits)) & 1U) != 0;
  }
  [[nodiscard]] bool is_empty() const { return first_ == 0 && others_.empty(); }

  void unite(const RequestSet& other) {
    first_ |= other.first_;
    if (other.others_.empty()) return;
    if (others_.empty()) others_.resize(other.others_.size());
    for (std::size_t i = 0; i < others_.size(); ++i) others_[i] |= other.others_[i];
  }
  void subtract(const RequestSet& other) {
    first_ &= ~other.first_;
    if (others_.empty() || other.others_.empty()) return;
    for (std::size_t i = 0; i < others_.size(); ++i) others_[i] &= ~other.others_[i];
    forget_if_empty();
  }
  void intersect(const RequestSet& other) {
    first_ &= other.first_;
    if (other.others_.empty()) others_.clear();
    for (std::size_t i = 0; i < others_.size(); ++i) others_[i] &= other.others_[i];
    forget_if_empty();
  }
  friend bool operator==(const RequestSet&, const RequestSet&) = default;

 private:
  static constexpr std::size_t kBits = 64;

  void forget_if_empty() {
    for (const std::uint64_t word : others_) {
      if (word != 0) return;
    }
    others_.clear();
  }

  std::uint64_t first_ = 0;
  std::vector<std::uint64_t> others_;  ///< of later requests; empty: none
};

}  // namespace accessdrift::naive
