#pragma once

#include "accessdrift/base/result.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/report/filter.h"
#include "cli/filter_words.h"

namespace accessdrift::cli {

/// The filters resolved against both sides: aliases are replaced by ids, groups by their
/// members. A filter that selects nothing on either side is the error `unknown-selector`: an empty
/// report would look like good news.
[[nodiscard]] Result<ReportFilter> resolve_filter(const FilterWords& words, Comparison& comparison);

/// The same of one of several comparisons: what selects nothing in this one may in another.
struct ResolvedFilter {
  ReportFilter filter;
  Diagnostics unknown;
};
[[nodiscard]] ResolvedFilter resolve_filter_of_one(const FilterWords& words,
                                                   Comparison& comparison);

}  // namespace accessdrift::cli
