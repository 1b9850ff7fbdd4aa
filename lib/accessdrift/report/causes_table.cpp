#include "accessdrift/report/causes_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "accessdrift/report/edit_lines.h"
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

std::vector<CauseRow> ranked(std::map<CauseKey, CauseRow> by_key) {
  std::vector<CauseRow> rows;
  for (auto& [key, row] : by_key) {
    for (const std::set<std::size_t>& alike : row.alike) row.edits.push_back(*alike.begin());
    rows.push_back(std::move(row));
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

}  // namespace

std::string causes_table(const Report& report, std::size_t limit, const Palette& palette) {
  std::map<CauseKey, CauseRow> by_key;
  std::size_t all = 0;
  std::size_t not_searched = 0;
  for (const ReportFinding& finding : report.findings) {
    all += entitlements(finding);
    if (!finding.cause) {
      not_searched += entitlements(finding);
    } else if (finding.part == 0) {
      add(*finding.cause, entitlements(finding), by_key);
    }
  }
  const std::vector<CauseRow> rows = ranked(std::move(by_key));
  const std::size_t shown = limit == 0 ? rows.size() : std::min(rows.size(), limit);
  std::vector<std::string> places;
  std::size_t explained = 0;
  std::size_t rest = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    (r < shown ? explained : rest) += rows[r].entitlements;
    for (const std::size_t edit : rows[r].edits) {
      if (r < shown) places.push_back(edit_place(report.edits[edit]));
    }
  }
  const std::size_t width = column_width(places, kPlaceWidth);
  std::string out =
      palette.paint(Tone::Heading, "CAUSES") +
      fmt::format("   {} {} of {}\n", counted(shown, "cause explains", "causes explain"),
                  percent(explained, all),
                  counted(all, "changed entitlement", "changed entitlements"));
  for (std::size_t r = 0; r < shown; ++r) {
    for (std::size_t i = 0; i < rows[r].edits.size(); ++i) {
      const ReportEdit& edit = report.edits[rows[r].edits[i]];
      const std::size_t more = rows[r].alike[i].size() - 1;
      out += right_aligned(i == 0 ? grouped(rows[r].entitlements) : "and", 10) + "  " +
             padded(edit_place(edit), width) + "  " + shown_text(edit.what);
      if (more > 0)
        out += fmt::format(", and {}", counted(more, "such edit more", "such edits more"));
      out += "\n";
    }
  }
  if (shown < rows.size())
    out += right_aligned(grouped(rest), 10) + "  " +
           counted(rows.size() - shown, "other cause", "other causes") + "; all: --causes\n";
  if (not_searched > 0) out += right_aligned(grouped(not_searched), 10) + "  causes not searched\n";
  return out;
}

}  // namespace accessdrift
