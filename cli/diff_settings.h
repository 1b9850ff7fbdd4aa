#pragma once

#include "accessdrift/load/loader.h"
#include "cli/commands/diff.h"

namespace accessdrift::cli {

/// `report` of the project file before, or, where that says nothing of it, of the one after: as
/// guardrails, so that a change does not say how it is told itself. Null: neither says anything.
[[nodiscard]] const ReportSettings* report_settings(const Loader::Pair& loaded);

/// The options with what the command line leaves open as the project file has it.
[[nodiscard]] Result<DiffOptions> settled(DiffOptions options, const Loader::Pair& loaded);

}  // namespace accessdrift::cli
