#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// Narrows a report to what a reader asked for. Empty lists select everything; of one list any
/// entry may match, all lists must. Ids may be globs (`*` within a segment, `**` across); ids with
/// one `@` compare ASCII case-insensitively.
struct ReportFilter {
  std::vector<std::string> identities;
  std::vector<std::string> groups;
  std::vector<std::string> resources;
  std::vector<std::string> actions;
  std::vector<ChangeKind> kinds;
  /// Whether an identity is in a group on either side; asked for `groups` only.
  std::function<bool(std::string_view identity, std::string_view group)> is_member;

  [[nodiscard]] bool is_empty() const {
    return identities.empty() && groups.empty() && resources.empty() && actions.empty() &&
           kinds.empty();
  }
};

/// Keeps of every finding the part that the filter selects, drops those of which nothing is left,
/// counts anew, and says so in `filters`. Digests stay those of the whole changes, and edits are
/// not filtered.
void apply_filter(Report& report, const ReportFilter& filter);

/// `pay*` selects `payroll`; an identity is compared folded.
[[nodiscard]] bool selects_identity(std::string_view pattern, std::string_view id);

/// Counts the findings: identities and resources once each, entitlements by identity, resource and
/// action.
void count_summary(Report& report);
/// Likewise, where it is known how many identities there are: of each kind, and of what is a may.
struct IdentityCounts {
  std::map<ChangeKind, std::size_t> must;
  std::size_t may = 0;
};
void count_summary(Report& report, const IdentityCounts& identities);

}  // namespace accessdrift
