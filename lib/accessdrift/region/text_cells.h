#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/region/text_partition.h"
#include "accessdrift/region/text_test.h"

namespace accessdrift {

/// The classes of texts that no test tells apart (DESIGN §5, regions). Texts are valid UTF-8.
///
/// Each constant of an equality test is a cell; these come first, ascending as bytes. Then the
/// others, those with the shorter example first; last the texts that pass no test, if there are
/// any.
///
/// Deterministic; independent of the order of the tests, which are tried as sorted. A test is
/// *opaque*, and the cells do not respect it, if its automaton, run beside those of the exact tests
/// before it, would pass `TextBounds::states`; if with it there would be more than
/// `TextBounds::cells` (and so are all that follow it); once the bounds of the time are used up;
/// and if it is a pattern that `parse_pattern` does not understand or its argument is not valid
/// UTF-8.
///
/// Cost: n log n for n equality and prefix tests alone; states × letters a test for the others.
class TextCells {
 public:
  /// `domain`, if given, is a pattern in RE2's syntax; texts that it does not match as a whole have
  /// no cell.
  explicit TextCells(std::vector<TextTest> tests, const std::optional<std::string>& domain = {},
                     const TextBounds& bounds = {});
  /// One cell for each of the texts, ascending as bytes; other texts have none.
  [[nodiscard]] static TextCells listed(std::vector<std::string> texts);

  /// Above `TextBounds::cells` if equality and prefix tests alone are too many; then nothing else
  /// may be asked.
  [[nodiscard]] std::uint32_t size() const { return size_; }
  /// Nothing outside the domain, and if the text is not valid UTF-8.
  /// Cost: one step a code point, and log n for n constants and cells; no allocation.
  [[nodiscard]] std::optional<std::uint32_t> cell_of(std::string_view text) const;
  /// A text of the cell: a short, readable one.
  [[nodiscard]] const std::string& example(std::uint32_t cell) const { return examples_[cell]; }
  /// Whether the cell is the constant of an equality test (or listed), and holds its example only.
  [[nodiscard]] bool is_constant(std::uint32_t cell) const { return cell < constants_; }
  /// Whether no exact test holds in the cell; true of the last one only.
  [[nodiscard]] bool is_other(std::uint32_t cell) const { return has_other_ && cell + 1 == size_; }

  /// The tests that the cells respect, sorted, each once.
  [[nodiscard]] const std::vector<TextTest>& exact() const { return partition_.exact; }
  /// Whether `exact()[test]` holds for the texts of the cell.
  [[nodiscard]] bool holds(std::size_t test, std::uint32_t cell) const;
  /// The tests that they do not respect, sorted, each once.
  [[nodiscard]] const std::vector<TextTest>& opaque() const { return partition_.opaque; }
  /// The domain is a pattern that is not understood or is over the bounds; the cells are those of
  /// all texts.
  [[nodiscard]] bool has_opaque_domain() const { return partition_.has_opaque_domain; }

 private:
  /// Longest prefix word and mark.
  using ClassKey = std::pair<std::uint32_t, std::uint32_t>;

  TextCells(TextPartition partition, const TextBounds& bounds);
  void number_constants();
  void number_classes();
  void name_other();
  /// Among the exact tests.
  [[nodiscard]] std::size_t first_automaton() const {
    return partition_.exact.size() - partition_.product.included().size();
  }
  [[nodiscard]] bool passes_none(const TextClass& one) const;

  TextPartition partition_;  // without its classes
  std::vector<std::uint32_t> cells_of_words_;
  std::vector<std::pair<ClassKey, std::uint32_t>> cells_of_classes_;  // sorted
  std::vector<std::uint32_t> marks_;                                  // by cell
  std::vector<std::string> examples_;                                 // by cell
  std::uint32_t size_ = 0;
  std::uint32_t constants_ = 0;
  bool has_other_ = false;
};

}  // namespace accessdrift
