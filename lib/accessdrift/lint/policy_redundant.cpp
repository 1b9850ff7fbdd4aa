#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {

void check_policy_redundant(Linting& linting) {
  add_idle_policies(linting, PolicyUse::Kind::Redundant, "AD203", [](const PolicyDeclaration&) {
    return IdleWords{Severity::Note, "is redundant: nothing that it allows hangs on it",
                     "allows all of it"};
  });
}

}  // namespace accessdrift
