#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// A source line of an edit as the page shows it.
struct ExcerptLine {
  std::string sign;  ///< `−` what was removed or changed, `+` what was made
  std::string number;
  std::string text;  ///< for people, cut
  friend auto operator<=>(const ExcerptLine&, const ExcerptLine&) = default;
};
using Excerpt = std::vector<ExcerptLine>;

/// The lines before, then those after; empty where they were not asked for.
[[nodiscard]] Excerpt excerpt_of(const ReportEdit& edit);

[[nodiscard]] std::string excerpt_html(const Excerpt& excerpt);

}  // namespace accessdrift
