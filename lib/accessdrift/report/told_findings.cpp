#include "accessdrift/report/told_findings.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

/// A filter may have left it out.
bool has_representative(const ReportFinding& finding) {
  return finding.identities.ids.has_prefix(kMemberPrefix);
}

bool are_parts_of_one(const ReportFinding& a, const ReportFinding& b) {
  return a.digest == b.digest && a.identities.ids == b.identities.ids &&
         a.resources.ids == b.resources.ids && a.actions == b.actions && a.urls == b.urls;
}

/// Joins the parts of a finding; they follow one another.
std::vector<ToldFinding> joined(std::vector<ToldFinding> all) {
  std::vector<ToldFinding> made;
  for (ToldFinding& told : all) {
    const bool goes_on = told.finding->part > 0 && !made.empty() &&
                         are_parts_of_one(*made.back().finding, *told.finding);
    if (goes_on) {
      ToldFinding& first = made.back();
      first.others.push_back(told.finding);
      if (!told.may_be_among.empty()) first.may_be_among = std::move(told.may_be_among);
    } else {
      made.push_back(std::move(told));
    }
  }
  for (ToldFinding& told : made) {
    const bool are_worlds = !told.others.empty() && told.finding->is_part_by_worlds &&
                            std::ranges::all_of(told.others, &ReportFinding::is_part_by_worlds);
    if (!are_worlds) continue;
    told.in_worlds = std::exchange(told.others, {});
    told.in_worlds.insert(told.in_worlds.begin(), told.finding);
  }
  return made;
}

}  // namespace

std::vector<ToldFinding> told_findings(const Report& report) {
  std::vector<ToldFinding> told;
  std::map<std::string_view, std::size_t> place_of;  // by digest
  for (const ReportFinding& finding : report.findings) {
    if (has_representative(finding)) place_of.emplace(finding.digest, 0);
  }
  const auto is_folded = [&](const ReportFinding& finding) {
    return !finding.folded_into.empty() && place_of.contains(finding.folded_into);
  };
  for (const ReportFinding& finding : report.findings) {
    if (is_folded(finding)) continue;
    if (const auto place = place_of.find(finding.digest); place != place_of.end())
      place->second = told.size();
    told.push_back({&finding});
  }
  for (const ReportFinding& finding : report.findings) {
    if (!is_folded(finding)) continue;
    std::vector<std::string>& ids = told[place_of[finding.folded_into]].may_be_among;
    ids.insert(ids.end(), finding.identities.ids.begin(), finding.identities.ids.end());
  }
  for (ToldFinding& one : told) {
    std::ranges::sort(one.may_be_among);
    const auto repeated = std::ranges::unique(one.may_be_among);
    one.may_be_among.erase(repeated.begin(), repeated.end());
  }
  return joined(std::move(told));
}

std::vector<ToldFinding> parts_of(const ToldFinding& told) {
  std::vector<ToldFinding> parts = {told};
  parts.front().others.clear();
  for (const ReportFinding* const other : told.others) parts.push_back({other});
  return parts;
}

std::vector<ToldFinding> told_apart(const Report& report) {
  std::vector<ToldFinding> apart;
  for (const ToldFinding& told : told_findings(report)) {
    for (ToldFinding& part : parts_of(told)) apart.push_back(std::move(part));
  }
  return apart;
}

}  // namespace accessdrift
