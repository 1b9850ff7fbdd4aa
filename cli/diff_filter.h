#pragma once

#include "accessdrift/base/result.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/report/filter.h"
#include "cli/commands/diff.h"

namespace accessdrift::cli {

/// The filters of `diff` resolved against both sides: aliases are replaced by ids, groups by their
/// members. A filter that selects nothing on either side is the error `unknown-selector`: an empty
/// report would look like good news.
[[nodiscard]] Result<ReportFilter> resolve_filter(const DiffOptions& options,
                                                  Comparison& comparison);

}  // namespace accessdrift::cli
