#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/told_findings.h"

namespace accessdrift {

/// What the script of the page shows, as JSON: findings that refer by number to sets of
/// identities and resources, to texts, pictures and causes, each of which stands there once.
/// Grows with the findings and the distinct sets, not with identities × resources.
[[nodiscard]] std::string page_data(const Report& report, const std::vector<ToldFinding>& findings);

}  // namespace accessdrift
