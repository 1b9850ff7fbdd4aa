#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/told_findings.h"

namespace accessdrift {

/// How many findings the page shows at once, and all that it shows without its script.
inline constexpr std::size_t kFindingsOfPage = 200;

/// Those that make a guardrail fail or expose something, each with its causes and a request. Empty
/// if there are none.
[[nodiscard]] std::string review_first_html(const Report& report,
                                            const std::vector<ToldFinding>& findings);

/// The table of findings, as it reads without the script.
[[nodiscard]] std::string findings_table_html(const Report& report,
                                              const std::vector<ToldFinding>& findings);

}  // namespace accessdrift
