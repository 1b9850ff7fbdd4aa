#include "accessdrift/report/causes_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/origin_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

/// An edit, or with `true` somebody's own by which fact it is.
using CauseKey = std::vector<std::pair<bool, std::size_t>>;

struct CauseRow {
  std::vector<std::size_t> edits;            ///< of somebody's own the first
  std::vector<std::set<std::size_t>> alike;  ///< parallel: all of them
  std::size_t entitlements = 0;
};

const ReportCause::Own* own_of(const ReportCause& cause, std::size_t edit) {
  const auto found = std::ranges::find(cause.own, edit, &ReportCause::Own::edit);
  return found == cause.own.end() ? nullptr : &*found;
}

void add(const ReportCause& cause, std::size_t count, std::map<CauseKey, CauseRow>& rows) {
  const ReportEditSet& smallest = cause.because.front();
  std::vector<std::pair<std::pair<bool, std::size_t>, std::size_t>> keyed;
  for (const std::size_t edit : smallest.edits) {
    const ReportCause::Own* const own = own_of(cause, edit);
    keyed.push_back({own ? std::pair(true, own->slot) : std::pair(false, edit), edit});
  }
  std::ranges::sort(keyed);
  CauseKey key;
  for (const auto& one : keyed) key.push_back(one.first);
  CauseRow& row = rows[key];
  row.alike.resize(keyed.size());
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    row.alike[i].insert(keyed[i].second);
    const ReportCause::Own* const own = own_of(cause, keyed[i].second);
    for (std::size_t o = 0; own != nullptr && o < own->of.size(); ++o)
      row.alike[i].insert(own->of[o].second);
  }
  row.entitlements += count;
}

std::vector<CauseRow> ranked(const std::map<CauseKey, CauseRow>& by_key) {
  std::vector<CauseRow> rows;
  for (const auto& [key, row] : by_key) {
    rows.push_back(row);
    for (const std::set<std::size_t>& alike : row.alike)
      rows.back().edits.push_back(*alike.begin());
  }
  std::ranges::sort(rows, [](const CauseRow& a, const CauseRow& b) {
    return a.entitlements != b.entitlements ? a.entitlements > b.entitlements : a.edits < b.edits;
  });
  return rows;
}

std::string percent(std::size_t part, std::size_t whole) {
  const std::size_t tenths = whole == 0 ? 0 : part * 1000 / whole;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

/// The rows of one report, and what they leave over.
struct CauseRows {
  std::vector<CauseRow> rows;
  std::size_t all = 0;
  std::size_t not_searched = 0;

  explicit CauseRows(const Report& report) {
    std::map<CauseKey, CauseRow> by_key;
    for (const ReportFinding& finding : report.findings) {
      all += entitlements(finding);
      if (!finding.cause) not_searched += entitlements(finding);
      if (finding.cause && finding.part == 0) add(*finding.cause, entitlements(finding), by_key);
    }
    rows = ranked(by_key);
  }
};

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
                  percent(explained, found.all),
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
