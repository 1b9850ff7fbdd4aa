#include "accessdrift/report/takes_effect.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace accessdrift {
namespace {

constexpr std::string_view kAtOnce = "at once";

std::string_view format_of(const SideNames& resource, const Comparison& comparison, SideOf side) {
  const SideOf other = side == SideOf::Before ? SideOf::After : SideOf::Before;
  for (const SideOf one : {side, other}) {
    const Name printed = resource.on(one);
    if (printed.is_none()) continue;
    const ResourceIndex index = comparison.resource(printed, one);
    if (index.is_none()) continue;
    const Snapshot& snapshot = one == SideOf::Before ? *comparison.before : *comparison.after;
    return snapshot.resources[index.index()].file->format;
  }
  return kNativeFormat;
}

}  // namespace

std::string takes_effect(const Finding& finding, const Comparison& comparison,
                         const EffectTimes& times) {
  if (times.empty()) return {};
  std::set<std::string_view> ways;
  for (const SideNames& resource : finding.resources) {
    const auto way = times.find(format_of(resource, comparison, relevant_side(finding.kind)));
    ways.insert(way == times.end() ? kAtOnce : way->second);
  }
  if (ways.size() > 1) return fmt::format("{}, by the resource", fmt::join(ways, " or "));
  return ways.contains(kAtOnce) ? std::string() : std::string(*ways.begin());
}

std::string_view common_effect(const Report& report) {
  if (report.findings.empty()) return {};
  const std::string& first = report.findings.front().takes_effect;
  const bool is_common = std::ranges::all_of(
      report.findings, [&](const ReportFinding& finding) { return finding.takes_effect == first; });
  return is_common ? std::string_view(first) : std::string_view();
}

}  // namespace accessdrift
