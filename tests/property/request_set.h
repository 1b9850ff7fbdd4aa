#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace accessdrift::naive {

/// A set of numbered requests; the empty one owns no memory.
class RequestSet {
 public:
  RequestSet() = default;
  [[nodiscard]] static RequestSet all(std::size_t requests) {
    RequestSet set;
    for (std::size_t i = 0; i < requests; ++i) set.add(i, requests);
    return set;
  }

  void add(std::size_t request, std::size_t requests) {
    if (words_.empty()) words_.resize((requests + 63) / 64);
    words_[request / 64] |= std::uint64_t{1} << (request % 64);
  }
  [[nodiscard]] bool contains(std::size_t request) const {
    return !words_.empty() && ((words_[request / 64] >> (request % 64)) & 1U) != 0;
  }
  [[nodiscard]] bool is_empty() const { return words_.empty(); }

  void unite(const RequestSet& other) {
    if (other.words_.empty()) return;
    if (words_.empty()) words_.resize(other.words_.size());
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void subtract(const RequestSet& other) {
    if (words_.empty() || other.words_.empty()) return;
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    forget_if_empty();
  }
  void intersect(const RequestSet& other) {
    if (other.words_.empty()) words_.clear();
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    forget_if_empty();
  }
  friend bool operator==(const RequestSet&, const RequestSet&) = default;

 private:
  void forget_if_empty() {
    for (const std::uint64_t word : words_) {
      if (word != 0) return;
    }
    words_.clear();
  }

  std::vector<std::uint64_t> words_;
};

}  // namespace accessdrift::naive
