#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/summary_table.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {
namespace {

/// Entitlements by kind; what is not certain apart.
struct ResourceStat {
  std::map<ChangeKind, std::size_t> must;
  std::size_t may = 0;
};

std::map<std::string, ResourceStat> stats_of(const Report& report) {
  std::map<std::string, ResourceStat> stats;
  for (const ReportFinding& finding : report.findings) {
    if (finding.part > 0) continue;
    const std::size_t count = finding.identities.ids.size() * finding.actions.size();
    for (const std::string& resource : finding.resources.ids) {
      ResourceStat& stat = stats[resource];
      (finding.certainty == Certainty::May ? stat.may : stat.must[finding.kind]) += count;
    }
  }
  return stats;
}

std::string stat_words(const ResourceStat& stat) {
  std::string out;
  const auto add = [&out](std::size_t count, std::string_view word) {
    if (count > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", grouped(count), word);
  };
  for (const auto& [kind, count] : stat.must) add(count, to_text(kind));
  add(stat.may, "may change");
  return out;
}

std::string total_words(const Report& report) {
  ResourceStat total;
  for (const auto& [kind, count] : report.summary) total.must[kind] = count.entitlements;
  total.may = report.may.entitlements;
  return stat_words(total);
}

}  // namespace

std::string write_stat(const Report& report, const TextOptions& options) {
  const std::map<std::string, ResourceStat> stats = stats_of(report);
  if (stats.empty()) return "No access change.\n";
  std::vector<std::string> names;
  names.reserve(stats.size());
  for (const auto& [resource, stat] : stats) names.push_back(shown_name(resource, options.expand));
  const std::size_t width = column_width(names, 60);
  std::string out;
  std::size_t at = 0;
  for (const auto& [resource, stat] : stats)
    out += fmt::format(" {} | {}\n", padded(names[at++], width), stat_words(stat));
  return out + fmt::format(" {} changed, entitlements: {}\n",
                           counted(stats.size(), "resource", "resources"), total_words(report));
}

std::string write_name_only(const Report& report) {
  std::set<std::string> names;
  for (const ReportFinding& finding : report.findings)
    names.insert(finding.identities.ids.begin(), finding.identities.ids.end());
  std::string out;
  for (const std::string& name : names) out += shown_name(name, true) + "\n";
  return out;
}

std::string write_oneline(const Report& report, const TextOptions& options) {
  const Palette palette(options.color);
  const NameStyle style = [&](std::string_view name) { return shown_name(name, options.expand); };
  const std::size_t shown =
      options.limit == 0 ? report.findings.size() : std::min(options.limit, report.findings.size());
  const std::size_t names = options.expand ? 0 : 3;
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    const ReportFinding& finding = report.findings[i];
    const FindingRow row = finding_row({&finding, {}}, options.expand);
    out += palette.paint(row.tone, row.sign + " " + row.kind);
    out += fmt::format(" {}: {} on {}, {}\n", short_label(finding.identities, names, style),
                       row.actions, short_label(finding.resources, names, style),
                       when_of(finding, options.expand));
  }
  if (shown < report.findings.size()) {
    out += fmt::format("{} of {} findings shown; all: --limit 0\n", grouped(shown),
                       grouped(report.findings.size()));
  }
  return out.empty() ? "No access change.\n" : out;
}

}  // namespace accessdrift
