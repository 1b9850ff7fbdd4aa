#include "accessdrift/report/report_shrunk.h"

#include <algorithm>

#include "accessdrift/drift/shrunk.h"

namespace accessdrift {

std::vector<ReportShrunk> report_shrunk(const Comparison& comparison) {
  std::vector<ReportShrunk> all;
  for (const Shrunk& one : find_shrunk(comparison)) {
    ReportShrunk made{
        std::string(one.format), std::string(to_text(one.what)), {}, one.before, one.lost,
        place_text(one.place)};
    if (!one.group.is_none()) made.group = comparison.after->text(one.group);
    made.is_place_gone = std::ranges::none_of(
        comparison.after->files,
        [&](const DeclarationsPointer& file) { return file->text.get() == one.place.text; });
    all.push_back(std::move(made));
  }
  return all;
}

}  // namespace accessdrift
