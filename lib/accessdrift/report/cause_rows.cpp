#include "accessdrift/report/cause_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace accessdrift {
namespace {

/// An edit, or with `true` somebody's own by which fact it is.
using CauseKey = std::vector<std::pair<bool, std::size_t>>;

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

}  // namespace

CauseRows::CauseRows(const Report& report) {
  std::map<CauseKey, CauseRow> by_key;
  for (const ReportFinding& finding : report.findings) {
    all += entitlements(finding);
    if (!finding.cause) not_searched += entitlements(finding);
    if (finding.cause && finding.part == 0) add(*finding.cause, entitlements(finding), by_key);
  }
  rows = ranked(by_key);
}

std::string percent_text(std::size_t part, std::size_t whole) {
  const std::size_t tenths = whole == 0 ? 0 : part * 1000 / whole;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

}  // namespace accessdrift
