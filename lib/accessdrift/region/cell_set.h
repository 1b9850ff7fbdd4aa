#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace accessdrift {

/// Some of the cells of a level, 64 in a word. REQUIRES: two that meet are of as many cells.
class CellSet {
 public:
  explicit CellSet(std::size_t count) : count_(count), words_((count + kBits - 1) / kBits) {}
  explicit CellSet(const std::vector<bool>& cells) : CellSet(cells.size()) {
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      if (cells[cell]) add(cell);
  }
  [[nodiscard]] static CellSet all(std::size_t count) {
    CellSet cells(count);
    cells.add(0, count);
    return cells;
  }

  [[nodiscard]] bool operator[](std::size_t cell) const {
    return (words_[cell / kBits] >> cell % kBits & 1U) != 0;
  }
  void add(std::size_t cell) { words_[cell / kBits] |= std::uint64_t{1} << cell % kBits; }
  /// From `first` to before `end`.
  void add(std::size_t first, std::size_t end) {
    each_word(first, end, [&](std::size_t word, std::uint64_t bits) {
      words_[word] |= bits;
      return true;
    });
  }
  [[nodiscard]] bool has_any(std::size_t first, std::size_t end) const {
    return !each_word(first, end, [&](std::size_t word, std::uint64_t bits) {
      return (words_[word] & bits) == 0;
    });
  }
  CellSet& operator|=(const CellSet& other) {
    for (std::size_t word = 0; word < words_.size(); ++word) words_[word] |= other.words_[word];
    return *this;
  }
  CellSet& operator&=(const CellSet& other) {
    for (std::size_t word = 0; word < words_.size(); ++word) words_[word] &= other.words_[word];
    return *this;
  }
  CellSet& operator-=(const CellSet& other) {
    for (std::size_t word = 0; word < words_.size(); ++word) words_[word] &= ~other.words_[word];
    return *this;
  }
  [[nodiscard]] bool is_subset_of(const CellSet& other) const {
    for (std::size_t word = 0; word < words_.size(); ++word)
      if ((words_[word] & ~other.words_[word]) != 0) return false;
    return true;
  }
  [[nodiscard]] std::size_t size() const {
    std::size_t size = 0;
    for (const std::uint64_t word : words_) size += static_cast<std::size_t>(std::popcount(word));
    return size;
  }
  [[nodiscard]] std::vector<bool> as_bools() const {
    std::vector<bool> cells(count_, false);
    each([&](std::size_t cell) { return cells[cell] = true; });
    return cells;
  }
  /// Ascending, while `see(cell)` says so; whether it always did.
  template <typename See>
  bool each(const See& see) const {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      for (std::uint64_t left = words_[word]; left != 0; left &= left - 1) {
        if (!see(word * kBits + static_cast<std::size_t>(std::countr_zero(left)))) return false;
      }
    }
    return true;
  }

 private:
  static constexpr std::size_t kBits = 64;

  /// The words of a range, while `see(word, its bits)` says so; whether it always did.
  template <typename See>
  static bool each_word(std::size_t first, std::size_t end, const See& see) {
    while (first < end) {
      const std::size_t next = std::min(end, (first / kBits + 1) * kBits);
      const std::uint64_t upto = ~std::uint64_t{0} >> (kBits - (next - first));
      if (!see(first / kBits, upto << first % kBits)) return false;
      first = next;
    }
    return true;
  }

  std::size_t count_;
  std::vector<std::uint64_t> words_;
};

}  // namespace accessdrift
