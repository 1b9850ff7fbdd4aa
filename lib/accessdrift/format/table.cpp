#include "accessdrift/format/table.h"

#include <algorithm>

#include "accessdrift/base/text.h"

namespace accessdrift::source {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// The first thing of a row that is no cell, or the row itself if it is none.
std::optional<NodeView> not_a_row(NodeView row) {
  if (!row.is_sequence()) return row;
  for (NodeView cell = row.first_child(); !cell.is_end(row); cell = cell.next_sibling()) {
    if (!cell.is_scalar()) return cell;
  }
  return std::nullopt;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

Table::Table(const Document& document) : document_(document), head_(document) {
  const NodeView root(document);
  if (!root.is_sequence() || root.is_empty_collection()) {
    not_a_table_ = root;
    return;
  }
  for (NodeView row = root.first_child(); !row.is_end(root); row = row.next_sibling()) {
    not_a_table_ = not_a_row(row);
    if (not_a_table_) return;
  }
  head_ = root.first_child();
  for (NodeView cell = head_.first_child(); !cell.is_end(head_); cell = cell.next_sibling())
    columns_.push_back(fold_ascii(trimmed(cell.scalar())));
}

std::optional<std::size_t> Table::find(std::string_view column) const {
  const auto found = std::ranges::find(columns_, column);
  if (found == columns_.end() || count(column) > 1) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

std::size_t Table::count(std::string_view column) const {
  return static_cast<std::size_t>(std::ranges::count(columns_, column));
}

std::optional<std::string> Table::nearest(std::string_view column) const {
  const std::vector<std::string_view> names(columns_.begin(), columns_.end());
  const std::optional<std::string> near = accessdrift::nearest(fold_ascii(column), names);
  if (!near) return std::nullopt;
  for (NodeView cell = head_.first_child(); !cell.is_end(head_); cell = cell.next_sibling()) {
    if (fold_ascii(trimmed(cell.scalar())) == *near) return std::string(trimmed(cell.scalar()));
  }
  return near;
}

std::optional<NodeView> Table::Row::cell(std::optional<std::size_t> column) const {
  if (!column || *column >= cells_.size()) return std::nullopt;
  const NodeView found = cells_[*column];
  if (found.kind() == NodeKind::Null || trimmed(found.scalar()).empty()) return std::nullopt;
  return found;
}

void Table::fill(Row& row, NodeView at) {
  row.row_ = at;
  row.cells_.clear();
  for (NodeView cell = at.first_child(); !cell.is_end(at); cell = cell.next_sibling())
    row.cells_.push_back(cell);
}

}  // namespace accessdrift::source
