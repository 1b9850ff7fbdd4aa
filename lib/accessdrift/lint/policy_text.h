#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "accessdrift/lint/checks.h"

namespace accessdrift {

/// ``policy `finance-reads` ``; long names shortened.
[[nodiscard]] std::string policy_text(const Snapshot& snapshot, PolicyIndex policy);

/// Something about a policy, at its key.
[[nodiscard]] Diagnostic about_policy(const Snapshot& snapshot, PolicyIndex policy,
                                      Severity severity, std::string code, std::string message);

/// What is said of a policy that can be left out.
struct IdleWords {
  Severity severity = Severity::Note;
  std::string predicate;        ///< ``is redundant: …``, behind its text
  std::string_view covered_by;  ///< what each policy does that covers all of it, by itself
};

/// A finding about every policy of a use, each with the first three policies that cover all of it;
/// the rest of these is counted.
void add_idle_policies(Linting& linting, PolicyUse::Kind kind, std::string_view code,
                       const std::function<IdleWords(const PolicyDeclaration&)>& words_of);

}  // namespace accessdrift
