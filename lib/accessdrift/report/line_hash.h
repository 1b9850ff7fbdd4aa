#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

/// The hash by which GitHub's code scanning knows a line again after others have moved it: the
/// SARIF fingerprint `primaryLocationLineHash`, as src/fingerprints.ts of
/// github.com/github/codeql-action works it out, which warns of another one.
///
/// Of a line that is the polynomial in 37, modulo 2^64, of the hundred UTF-16 units from its first
/// one on, further lines included; blanks and tabs are left out, every line break is one LF, and
/// behind the last line stand a 0xFFFF and zeros. Lines that hash alike are counted from above:
/// `a7f2ff13bc495cf2:2`. Cost: one pass over the text.
class LineHashes {
 public:
  /// REQUIRES: valid UTF-8.
  explicit LineHashes(std::string_view text);

  /// Of a line, from 1; empty if there is none.
  [[nodiscard]] std::string of(std::size_t line) const;
  [[nodiscard]] std::size_t lines() const { return lines_.size(); }

 private:
  struct Line {
    std::uint64_t hash = 0;
    std::size_t count = 0;  ///< lines of the same hash up to it
  };
  std::vector<Line> lines_;
};

}  // namespace accessdrift
