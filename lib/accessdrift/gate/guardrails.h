#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/drift/roll_up.h"
#include "accessdrift/model/guardrail.h"

namespace accessdrift {

struct GuardrailResult : GuardrailCount {
  Span place;  ///< of the limit; unknown of one that stands in no file
};

/// What the guardrails say of a comparison.
struct Judgement {
  std::vector<GuardrailResult> results;  ///< in the order of the file
  /// By finding, the failing guardrails of protections that it is counted in, by their places.
  std::vector<std::vector<std::size_t>> failing_of;
};

/// Counts findings against guardrails (DESIGN §4, §7): *gained* includes widened and shifted,
/// *lost* narrowed and shifted. Only what is certain fails a guardrail. `is_expected`: by finding,
/// what an expected change covers, which serves guardrails that can be approved; empty: none.
///
/// Errors: `unknown-selector`, of a selection that matches nothing on either side. Deterministic.
/// Cost: linear in the findings; for a percentage one evaluation of each resource it is about.
[[nodiscard]] Result<Judgement> judge(const Comparison& comparison,
                                      const std::vector<Finding>& findings,
                                      const std::vector<bool>& is_expected,
                                      const ProjectFile& project);

}  // namespace accessdrift
