#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace accessdrift {

/// A document that is put together from its budget down (UX (a)): what is short and must be read is
/// always there, the rest goes whole, so that nothing is cut in the middle of a line or a
/// character. Every text ends with a line break.
struct BudgetedDocument {
  struct Section {
    std::string text;
    std::string elsewhere;  ///< what is said of it when it is left out: `tests (--limit 0)`
  };

  std::string head;               ///< always there
  std::string table_head;         ///< goes with the last row
  std::vector<std::string> rows;  ///< of a table, one a line
  std::size_t row_count = 0;      ///< of all there would be, those that no room is for included
  std::vector<Section> sections;  ///< below the table, the most important first
  std::string foot;               ///< always there
  /// What is said of the rows behind the first `shown`.
  std::function<std::string(std::size_t shown)> other_rows;
  /// What is said of the sections that are left out, by their `elsewhere`.
  std::function<std::string(const std::vector<std::string>& elsewhere)> left_out;
};

/// At most `budget` bytes: sections are left out from the last on, then rows from the last on.
/// Longer only if head, foot and what is said of the rest do not fit.
[[nodiscard]] std::string fitted(const BudgetedDocument& document, std::size_t budget);

}  // namespace accessdrift
