#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// Lines of files with an edit that is told, on the side that it is told of.
class LinesTold {
 public:
  explicit LinesTold(const std::vector<ReportEdit>& edits) {
    for (const ReportEdit& edit : edits)
      if (!edit.is_implied) all_.insert(line_of(edit));
  }

  /// Whether an edit need not be told, since another one of its line is.
  [[nodiscard]] bool imply(const ReportEdit& edit) const {
    return edit.is_implied && all_.contains(line_of(edit));
  }

 private:
  using Line = std::tuple<bool, std::string, std::uint32_t>;
  static Line line_of(const ReportEdit& edit) {
    const std::optional<PlaceText>& place = edit.after ? edit.after : edit.before;
    if (!place) return {};
    return {edit.after.has_value(), place->file, place->line};
  }

  std::set<Line> all_;
};

}  // namespace accessdrift
