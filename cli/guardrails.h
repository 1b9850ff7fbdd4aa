#pragma once

#include <vector>

#include "accessdrift/load/loader.h"
#include "accessdrift/report/make_report.h"
#include "cli/exit_code.h"

namespace accessdrift::cli {

/// What a guardrail does of which what is not known decides whether it fails.
enum class OnUnknown { Warn, Fail, Ignore };

/// Judges a comparison by the guardrails of the before side, or, where it has none, of the after
/// side, and puts into the context what is to be reported. What is wrong with them, if anything is.
[[nodiscard]] Diagnostics add_guardrails(const Comparison& comparison, const Loader::Pair& loaded,
                                         ReportContext& context);

/// NotGood if one that blocks fails, Undecided if what is not known decides.
[[nodiscard]] ExitCode exit_code_of(const std::vector<ReportGuardrail>& guardrails,
                                    OnUnknown on_unknown);

}  // namespace accessdrift::cli
