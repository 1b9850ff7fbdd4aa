#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// A stop as the page shows it, escaped but for HTML.
struct ShownStop {
  char kind = 'i';   ///< as `kind_of` in paths.js has them
  std::string word;  ///< `group`; what it is
  std::string name;  ///< empty: the resource that the path leads to
  bool is_cut = false;
  bool is_changed = false;
};

/// The stops behind the identity, at most nineteen: where there are more, groups in the middle are
/// one stop with their number (`+12`).
[[nodiscard]] std::vector<ShownStop> shown_stops(const SidePath& path, std::string_view resource);

/// Of a side without a policy on the path: why it is denied.
[[nodiscard]] std::string no_path_text(const SidePath& path);

/// Both sides, one above the other, from left to right: a list that reads without its style.
[[nodiscard]] std::string path_html(const PathText& path);

}  // namespace accessdrift
