#include "accessdrift/report/told_findings.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

/// A filter may have left it out.
bool has_representative(const ReportFinding& finding) {
  return std::ranges::any_of(finding.identities.ids,
                             [](const std::string& id) { return id.starts_with(kMemberPrefix); });
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
    told.push_back({&finding, {}});
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
  return told;
}

}  // namespace accessdrift
