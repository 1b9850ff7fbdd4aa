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

}  // namespace accessdrift
