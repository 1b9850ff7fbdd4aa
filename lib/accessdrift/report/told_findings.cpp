#include "accessdrift/report/told_findings.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

/// A filter may have left it out.
bool has_representative(const ReportFinding& finding) {
  return std::ranges::any_of(finding.identities.ids,
                             [](const std::string& id) { return id.starts_with(kMemberPrefix); });
}

bool are_parts_of_one(const ReportFinding& a, const ReportFinding& b) {
  return a.digest == b.digest && a.identities.ids == b.identities.ids &&
         a.resources.ids == b.resources.ids && a.actions == b.actions && a.urls == b.urls;
}

/// Whether it differs from the other parts by the world alone: nothing that a request tells is
/// among its conditions.
bool is_of_worlds(const ReportFinding& part) {
  if (!part.requests || !part.cause || part.requests->terms.empty()) return false;
  return std::ranges::all_of(part.requests->terms, [&](const Term& term) {
    return !term.empty() && std::ranges::all_of(term, [&](const Restriction& one) {
      return std::ranges::binary_search(part.unknowns, one.attribute);
    });
  });
}

/// Joins parts that only what is not known tells apart; parts follow one another.
std::vector<ToldFinding> with_worlds_joined(std::vector<ToldFinding> all) {
  std::vector<ToldFinding> joined;
  for (std::size_t first = 0; first < all.size();) {
    std::size_t end = first + 1;
    while (end < all.size() && all[end].finding->part > 0 &&
           are_parts_of_one(*all[first].finding, *all[end].finding))
      ++end;
    const std::span<ToldFinding> parts(all.data() + first, end - first);
    const bool is_joined = parts.size() > 1 &&
                           std::ranges::all_of(parts, is_of_worlds,
                                               [](const ToldFinding& told) -> const ReportFinding& {
                                                 return *told.finding;
                                               });
    if (is_joined) {
      for (const ToldFinding& part : parts) parts.front().in_worlds.push_back(part.finding);
    }
    const std::size_t kept = is_joined ? 1 : parts.size();
    std::ranges::move(parts.first(kept), std::back_inserter(joined));
    first = end;
  }
  return joined;
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
  return with_worlds_joined(std::move(told));
}

}  // namespace accessdrift
