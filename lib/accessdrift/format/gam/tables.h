#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "accessdrift/format/table.h"

namespace accessdrift::gam {

enum class Kind : std::uint8_t { Users, Groups, Members };

/// Of a head that GAM prints, whichever fields were asked for. Nothing: it tells of none of these.
[[nodiscard]] std::optional<Kind> kind_of(const source::Table& table);
/// Whether a table is certainly one of GAM's.
[[nodiscard]] bool is_certain(const source::Table& table);

/// Calls `visit(cell, text)` for each of the addresses that a list has: in columns `NAME.0`,
/// `NAME.1`, …, or in the column `NAME`, which else says how many there are.
template <typename Visit>
void each_address(const source::Table& table, const source::Table::Row& row, std::string_view name,
                  Visit&& visit) {
  for (std::size_t at = 0; at < table.columns().size(); ++at) {
    const std::string_view column = table.columns()[at];
    const bool is_of_it =
        column == name || (column.starts_with(name) && column[name.size()] == '.');
    const std::optional<NodeView> cell = is_of_it ? row.cell(at) : std::nullopt;
    if (!cell) continue;
    std::string_view rest = cell->scalar();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" ,;|\t\n"), rest.size());
      const std::string_view text = rest.substr(0, end);
      if (text.find('@') != std::string_view::npos) visit(*cell, text);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

}  // namespace accessdrift::gam
