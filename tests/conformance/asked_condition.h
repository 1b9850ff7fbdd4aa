#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accessdrift/model/request.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::conformance {

/// A condition and the request that it is asked of.
struct AskedCondition {
  std::string text;
  RequestAttributes told;
};

/// What a condition comes to: `true`, `false`, `error`; other words if the two policies from which
/// that is told contradict each other, or nobody can tell.
struct ConditionAnswers {
  std::string interpreter;
  std::string engine;
};

/// The attributes that conditions of these tests may read: `missing.*` are never told, `lifted.*`
/// hold what a literal said, `x.*` what the specification binds to `x`.
[[nodiscard]] const Schema& schema_of_conditions();

/// Why a condition is refused at load; nothing: it is accepted.
[[nodiscard]] std::optional<std::string> refusal(const std::string& text);

/// Each is the condition of a policy, and its negation that of another: neither applies where it is
/// an error. REQUIRES: all are accepted.
[[nodiscard]] std::vector<ConditionAnswers> answer(const std::vector<AskedCondition>& conditions);

}  // namespace accessdrift::conformance
