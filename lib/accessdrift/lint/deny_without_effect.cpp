#include <fmt/format.h>

#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {

void check_deny_without_effect(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const auto& uses = linting.policy_uses();
  for (std::size_t p = 0; p < uses.size(); ++p) {
    if (uses[p].kind != PolicyUse::Kind::DeniesNothing) continue;
    Diagnostic told =
        about_policy(snapshot, PolicyIndex{p}, Severity::Note, "AD204",
                     fmt::format("{} has no effect: nothing that it denies would be allowed",
                                 policy_text(snapshot, PolicyIndex{p})));
    told.label = "leaving it out changes nothing";
    add_policy_notes(told, snapshot, uses[p].covered_by, "denies all of it");
    linting.add(std::move(told), {"policy", snapshot.text(snapshot.policies[p]->id)});
  }
}

}  // namespace accessdrift
