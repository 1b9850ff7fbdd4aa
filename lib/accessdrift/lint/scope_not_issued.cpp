#include <fmt/format.h>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/never.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {
void check_scope_not_issued(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const auto& policy = snapshot.policies[p];
    if (policy->scopes.empty()) continue;
    const auto never_issued = scopes_never_issued(linting, PolicyIndex{p});
    if (!never_issued) {
      linting.add_not_checked("the scopes of " + policy_text(snapshot, PolicyIndex{p}));
      continue;
    }
    for (const NamePlace& scope : *never_issued) {
      const std::string_view name = snapshot.text(scope.name);
      Diagnostic told;
      told.severity = Severity::Warning;
      told.code = "AD218";
      told.message = fmt::format("{} needs scope `{}`, which nobody whom it names can be issued",
                                 policy_text(snapshot, PolicyIndex{p}), shortened(name));
      told.span = policy.span(scope.place);
      told.label = "no client brings it to any of them";
      linting.add(std::move(told), {"policy", snapshot.text(policy->id), "scope", name});
    }
  }
}

}  // namespace accessdrift
