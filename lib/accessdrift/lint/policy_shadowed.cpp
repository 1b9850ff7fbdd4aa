#include <fmt/format.h>

#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {

void check_policy_shadowed(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const auto& uses = linting.policy_uses();
  for (std::size_t p = 0; p < uses.size(); ++p) {
    if (uses[p].kind != PolicyUse::Kind::Shadowed) continue;
    const bool is_allow = snapshot.policies[p]->effect == Effect::Allow;
    Diagnostic told =
        about_policy(snapshot, PolicyIndex{p}, Severity::Warning, "AD202",
                     fmt::format("{} is shadowed: everything it {} is {} by others",
                                 policy_text(snapshot, PolicyIndex{p}),
                                 is_allow ? "allows" : "denies", is_allow ? "denied" : "allowed"));
    told.label = "leaving it out changes nothing";
    add_policy_notes(told, snapshot, uses[p].covered_by,
                     is_allow ? "denies all of it" : "allows all of it");
    linting.add(std::move(told), {"policy", snapshot.text(snapshot.policies[p]->id)});
  }
}

}  // namespace accessdrift
