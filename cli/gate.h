#pragma once

#include <vector>

#include "accessdrift/load/loader.h"
#include "accessdrift/report/make_report.h"
#include "accessdrift/report/verdict.h"
#include "cli/exit_code.h"

namespace accessdrift::cli {

/// Judges a comparison by the guardrails of the before side, or, where it has none, of the after
/// side, and by what the after side expects at `now`; puts into the context what is to be reported.
/// What is wrong with them, if anything is.
[[nodiscard]] Diagnostics add_gate(Comparison& comparison, const Loader::Pair& loaded, Instant now,
                                   ReportContext& context);

/// What must hold of the after side, run on it from an instant on.
[[nodiscard]] std::vector<ReportInvariant> run_invariants(const Loader::Pair& loaded, Instant from);

[[nodiscard]] ExitCode exit_code_of(Verdict verdict);

}  // namespace accessdrift::cli
