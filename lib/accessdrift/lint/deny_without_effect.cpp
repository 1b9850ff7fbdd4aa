#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {

void check_deny_without_effect(Linting& linting) {
  add_idle_policies(linting, PolicyUse::Kind::DeniesNothing, "AD204", [](const PolicyDeclaration&) {
    return IdleWords{Severity::Note, "has no effect: nothing that it denies would be allowed",
                     "denies all of it"};
  });
}

}  // namespace accessdrift
