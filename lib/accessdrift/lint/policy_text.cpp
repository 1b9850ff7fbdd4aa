#include "accessdrift/lint/policy_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/text.h"

namespace accessdrift {

std::string policy_text(const Snapshot& snapshot, PolicyIndex policy) {
  return fmt::format("policy `{}`",
                     shortened(snapshot.text(snapshot.policies[policy.index()]->id)));
}

Diagnostic about_policy(const Snapshot& snapshot, PolicyIndex policy, Severity severity,
                        std::string code, std::string message) {
  return {severity,
          std::move(code),
          std::move(message),
          snapshot.policies[policy.index()].key(),
          {},
          {},
          {}};
}

namespace {

/// A note for each of the first three of the policies, at its key: `what` of the policy; the rest
/// is counted.
void add_policy_notes(Diagnostic& told, const Snapshot& snapshot,
                      const std::vector<PolicyIndex>& policies, std::string_view what) {
  constexpr std::size_t kShown = 3;
  for (std::size_t i = 0; i < std::min(policies.size(), kShown); ++i) {
    told.notes.push_back({snapshot.policies[policies[i].index()].key(),
                          fmt::format("{} {}", policy_text(snapshot, policies[i]), what)});
  }
  if (policies.size() > kShown)
    told.notes.push_back({{}, fmt::format("and so do {} more", policies.size() - kShown)});
}

}  // namespace

void add_idle_policies(Linting& linting, PolicyUse::Kind kind, std::string_view code,
                       const std::function<IdleWords(const PolicyDeclaration&)>& words_of) {
  const Snapshot& snapshot = linting.snapshot();
  const auto& uses = linting.policy_uses();
  for (std::size_t p = 0; p < uses.size(); ++p) {
    if (uses[p].kind != kind) continue;
    const PolicyDeclaration& policy = *snapshot.policies[p].it;
    if (policy.is_implied) continue;
    const IdleWords words = words_of(policy);
    Diagnostic told =
        about_policy(snapshot, PolicyIndex{p}, words.severity, std::string(code),
                     fmt::format("{} {}", policy_text(snapshot, PolicyIndex{p}), words.predicate));
    told.label = "leaving it out changes nothing";
    add_policy_notes(told, snapshot, uses[p].covered_by, words.covered_by);
    linting.add(std::move(told), {"policy", snapshot.text(policy.id)});
  }
}

}  // namespace accessdrift
