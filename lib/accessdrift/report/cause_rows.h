#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// Edits that bring about changes together, and how many changed entitlements they explain.
struct CauseRow {
  std::vector<std::size_t> edits;            ///< of somebody's own the first
  std::vector<std::set<std::size_t>> alike;  ///< parallel: all of them
  std::size_t entitlements = 0;
};

/// The causes of a report, and what they leave over: each changed entitlement counts once, under
/// its smallest cause.
struct CauseRows {
  std::vector<CauseRow> rows;  ///< those that explain most first
  std::size_t all = 0;
  std::size_t not_searched = 0;

  explicit CauseRows(const Report& report);
};

/// `93.7 %`, rounded down.
[[nodiscard]] std::string percent_text(std::size_t part, std::size_t whole);

}  // namespace accessdrift
