#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {

void check_policy_shadowed(Linting& linting) {
  add_idle_policies(
      linting, PolicyUse::Kind::Shadowed, "AD202", [](const PolicyDeclaration& policy) {
        return policy.effect == Effect::Allow
                   ? IdleWords{Severity::Warning,
                               "is shadowed: everything it allows is denied by others",
                               "denies all of it"}
                   : IdleWords{Severity::Warning,
                               "is shadowed: everything it denies is allowed by others",
                               "allows all of it"};
      });
  add_idle_policies(linting, PolicyUse::Kind::Overruled, "AD202", [](const PolicyDeclaration&) {
    return IdleWords{Severity::Warning,
                     "is shadowed: others decide about everything it denies, and allow some of it",
                     "fits all of it"};
  });
}

}  // namespace accessdrift
