#pragma once

#include <set>
#include <string>

#include "accessdrift/base/result.h"
#include "accessdrift/lint/lint.h"
#include "accessdrift/load/loader.h"

namespace accessdrift::cli {

/// The ids of findings that are known already.
using KnownFindings = std::set<std::string, std::less<>>;

/// `word` is a file that `lint --format json` wrote, or else a side, of which everything is found
/// that can be found of requests from `from` on. Errors: those of opening and loading a side, and
/// `invalid-baseline` of such a file by a program of another major version.
[[nodiscard]] Result<KnownFindings> read_lint_baseline(Loader& loader, const std::string& word,
                                                       Instant from, const LintOptions& options);

}  // namespace accessdrift::cli
