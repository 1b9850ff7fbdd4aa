#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/document.h"

namespace accessdrift::source {

/// A cell without the blanks around it: spreadsheets and people put them there.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// A document that is a list of rows of cells, the first of which names the columns. Names compare
/// without regard to ASCII case and blanks around them. REQUIRES: the document outlives it.
class Table {
 public:
  explicit Table(const Document& document);

  /// What is no row or no cell, or a table without a head; then there are no rows.
  [[nodiscard]] const std::optional<NodeView>& not_a_table() const { return not_a_table_; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }  ///< folded
  [[nodiscard]] NodeView head() const { return head_; }

  /// Where a column stands, by its folded name; nothing if none or more than one is called so.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
  [[nodiscard]] std::size_t count(std::string_view column) const;
  /// The name of a column that is spelt like this one, as the head has it.
  [[nodiscard]] std::optional<std::string> nearest(std::string_view column) const;

  /// A row: its cells by column; of a row that is too short, fewer.
  class Row {
   public:
    [[nodiscard]] NodeView view() const { return row_; }
    /// Nothing: there is no such column here, or nothing but blanks in it.
    [[nodiscard]] std::optional<NodeView> cell(std::optional<std::size_t> column) const;

   private:
    friend class Table;
    NodeView row_;
    std::vector<NodeView> cells_;
  };

  /// Calls `visit(row)` for each row behind the head; the row holds until the next one.
  template <typename Visit>
  void each_row(Visit&& visit) const {
    if (not_a_table_) return;
    const NodeView root(document_);
    Row row;
    for (NodeView at = head_.next_sibling(); !at.is_end(root); at = at.next_sibling()) {
      fill(row, at);
      visit(static_cast<const Row&>(row));
    }
  }

 private:
  static void fill(Row& row, NodeView at);

  const Document& document_;
  NodeView head_;
  std::vector<std::string> columns_;
  std::optional<NodeView> not_a_table_;
};

}  // namespace accessdrift::source
