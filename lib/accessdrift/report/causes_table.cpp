#include "accessdrift/report/causes_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "accessdrift/report/cause_rows.h"
#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/origin_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

std::size_t width_of_places(const Report& report, std::span<const CauseRow> rows) {
  std::vector<std::string> places;
  for (const CauseRow& row : rows) {
    for (const std::size_t edit : row.edits) places.push_back(edit_place(report.edits[edit]));
  }
  return column_width(places, kPlaceWidth);
}

std::string row_text(const Report& report, const CauseRow& row, std::size_t width) {
  std::string out;
  for (std::size_t i = 0; i < row.edits.size(); ++i) {
    const ReportEdit& edit = report.edits[row.edits[i]];
    const std::size_t more = row.alike[i].size() - 1;
    out += right_aligned(i == 0 ? grouped(row.entitlements) : "and", 10) + "  " +
           padded(edit_place(edit), width) + "  " + shown_text(edit.what);
    if (more > 0) out += ", and " + counted(more, "such edit more", "such edits more");
    out += short_origin(edit) + "\n";
  }
  return out;
}

}  // namespace

std::string causes_table(const Report& report, std::size_t limit, const Palette& palette) {
  const CauseRows found(report);
  const std::size_t count = limit == 0 ? found.rows.size() : std::min(found.rows.size(), limit);
  const auto shown = std::span(found.rows).first(count);
  std::size_t explained = 0;
  for (const CauseRow& row : shown) explained += row.entitlements;
  std::string out =
      palette.paint(Tone::Heading, "CAUSES") +
      fmt::format("   {} {} of {}\n", counted(count, "cause explains", "causes explain"),
                  percent_text(explained, found.all),
                  counted(found.all, "changed entitlement", "changed entitlements"));
  const std::size_t width = width_of_places(report, shown);
  for (const CauseRow& row : shown) out += row_text(report, row, width);
  if (count < found.rows.size())
    out += right_aligned(grouped(found.all - found.not_searched - explained), 10) + "  " +
           counted(found.rows.size() - count, "other cause", "other causes") + "; all: --causes\n";
  if (found.not_searched > 0)
    out += right_aligned(grouped(found.not_searched), 10) + "  causes not searched\n";
  return out;
}

}  // namespace accessdrift
