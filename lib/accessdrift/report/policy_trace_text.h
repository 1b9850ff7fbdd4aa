#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/report/color.h"

namespace accessdrift {

/// `ok`, `fail`, `open`, `error`: the marks of a criterion.
[[nodiscard]] std::string_view to_text(Mark mark);
/// `identity`, `condition`.
[[nodiscard]] std::string_view to_text(CriterionKind kind);

/// `access/apps.yaml:62`, escaped.
[[nodiscard]] std::string policy_place(const Snapshot& snapshot, PolicyIndex policy);

/// The lines of a policy with every criterion marked under its place.
[[nodiscard]] std::string policy_excerpt(const PolicyTrace& trace, const Snapshot& snapshot,
                                         const Palette& palette);

/// The table policy × criterion for all of the traces.
[[nodiscard]] std::string trace_table(const std::vector<PolicyTrace>& traces,
                                      const Snapshot& snapshot);

}  // namespace accessdrift
