#include <fmt/format.h>

#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {

void check_policy_redundant(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const auto& uses = linting.policy_uses();
  for (std::size_t p = 0; p < uses.size(); ++p) {
    if (uses[p].kind != PolicyUse::Kind::Redundant) continue;
    Diagnostic told =
        about_policy(snapshot, PolicyIndex{p}, Severity::Note, "AD203",
                     fmt::format("{} is redundant: nothing that it allows hangs on it",
                                 policy_text(snapshot, PolicyIndex{p})));
    told.label = "leaving it out changes nothing";
    add_policy_notes(told, snapshot, uses[p].covered_by, "allows all of it");
    linting.add(std::move(told), {"policy", snapshot.text(snapshot.policies[p]->id)});
  }
}

}  // namespace accessdrift
