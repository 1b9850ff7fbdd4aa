#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "accessdrift/region/code_points.h"

namespace accessdrift {

/// The code points that valid UTF-8 can encode, in classes (*letters*) that none of some sets tells
/// apart. Letters are numbered from 0 by their first code point; at least one.
///
/// Cost: the ranges of all sets, times a logarithm.
class TextAlphabet {
 public:
  /// REQUIRES: no set has a surrogate.
  explicit TextAlphabet(std::span<const CodePointSet> sets);

  [[nodiscard]] std::uint32_t size() const { return size_; }
  /// Cost: constant for ASCII, else logarithmic. REQUIRES: no surrogate.
  [[nodiscard]] std::uint32_t letter_of(char32_t point) const {
    return point < ascii_.size() ? ascii_[point] : letter_beyond_ascii(point);
  }
  /// By letter its code points.
  [[nodiscard]] std::vector<CodePointSet> members() const;

 private:
  [[nodiscard]] std::uint32_t letter_beyond_ascii(char32_t point) const;
  void cut(std::span<const CodePointSet> sets);
  void tell_apart(const CodePointSet& set);
  void number_letters();

  // Runs of code points of one letter, each up to the next one's first.
  std::vector<char32_t> firsts_;
  std::vector<std::uint32_t> letters_;
  std::uint32_t size_ = 1;
  std::array<std::uint32_t, 128> ascii_{};
};

}  // namespace accessdrift
