#pragma once

#include <string>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// ``policy `finance-reads` ``; long names shortened.
[[nodiscard]] std::string policy_text(const Snapshot& snapshot, PolicyIndex policy);

/// Something about a policy, at its key.
[[nodiscard]] Diagnostic about_policy(const Snapshot& snapshot, PolicyIndex policy,
                                      Severity severity, std::string code, std::string message);

/// A note for each of the first three of the policies, at its key: `what` of the policy as its
/// text; the rest is counted.
void add_policy_notes(Diagnostic& told, const Snapshot& snapshot,
                      const std::vector<PolicyIndex>& policies, std::string_view what);

}  // namespace accessdrift
