#pragma once

#include "accessdrift/interpreter/asked.h"
#include "accessdrift/interpreter/combine.h"
#include "accessdrift/interpreter/evaluate.h"

namespace accessdrift::interpreting {

/// Whether the policy's `actions` cover the asked one; no such action is never covered.
[[nodiscard]] bool covers_action(const Asked& asked, PolicyIndex policy);

/// Whether `who` names the subject at the time that is asked for.
[[nodiscard]] Truth names_subject(const Asked& asked, PolicyIndex policy);

/// Whether all the policy's scopes are effective; it never errs.
[[nodiscard]] Truth has_scopes(const Asked& asked, PolicyIndex policy);

/// The policy's condition; true without one.
[[nodiscard]] Truth condition_of(const Asked& asked, PolicyIndex policy);

/// Whether a policy that covers the target applies: identity, scopes and condition.
[[nodiscard]] Truth applies(const Asked& asked, PolicyIndex policy);

/// What it then yields: an error skips an allow and applies a deny unless `on_error` says otherwise
/// (DESIGN §3, policies and sets).
[[nodiscard]] Yield yield_of(const PolicyDeclaration& policy, const Truth& applies);

}  // namespace accessdrift::interpreting
