#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/region/cell_set.h"
#include "accessdrift/region/text_cells.h"
#include "accessdrift/region/text_test.h"

namespace accessdrift {

/// A test passes or fails.
struct TextLiteral {
  TextTest test;
  bool holds = true;
  friend auto operator<=>(const TextLiteral&, const TextLiteral&) = default;
};
/// All hold at once. In the order of the tests, each once; what it leaves out by name last.
using TextTerm = std::vector<TextLiteral>;

/// Texts in words: constants by themselves, and all that satisfy one of some terms.
struct TextCover {
  std::vector<std::uint32_t> constants;  ///< cells, ascending; of what no term has
  std::vector<TextTerm> terms;           ///< those of fewer literals first
};

/// Covers of sets of an attribute's cells, one after another. The texts must outlive it.
class TextCovers {
 public:
  explicit TextCovers(const TextCells& texts);

  /// An irredundant cover of the cells. One test that is enough stands alone; a term has no literal
  /// without which it would say the same, failing tests left out first. What a term must leave out
  /// is said in it. Deterministic.
  ///
  /// Cost: terms × tests × cells, 64 cells a step; past `kMostTextSteps` terms × tests × cells the
  /// terms are not shortened.
  [[nodiscard]] TextCover of(const std::vector<bool>& inside) const;

 private:
  class Covering;

  const TextCells* texts_;
  CellSet constants_;
  std::vector<std::size_t> tests_;  ///< of `exact()`, that are no equalities
  std::vector<CellSet> holds_;      ///< by those: where
};
inline constexpr std::uint64_t kMostTextSteps = std::uint64_t{1} << 26U;

/// One of them.
[[nodiscard]] TextCover cover_of(const TextCells& texts, const std::vector<bool>& inside);

/// The cells that a term means; nothing if it speaks of what the cells do not respect.
[[nodiscard]] std::optional<std::vector<bool>> cells_of(const TextCells& texts,
                                                        const TextTerm& term);

/// `starts`, `longer`: a test in one word, and back.
[[nodiscard]] std::string_view word_of(TextTest::Kind kind);
[[nodiscard]] std::optional<TextTest::Kind> text_test_of(std::string_view word);

}  // namespace accessdrift
