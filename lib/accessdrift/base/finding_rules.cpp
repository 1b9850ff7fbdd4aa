#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 9> kFindingRules{{
    {"AD101", "access was gained",
     "Identities that no request could reach this with before can now, always or in the situations "
     "that are shown.",
     ""},
    {"AD102", "access was lost",
     "Identities that could reach this before cannot any more, whatever the request.", ""},
    {"AD103", "access was widened", "Allowed before, now in more situations.", ""},
    {"AD104", "access was narrowed", "Still allowed, in fewer situations.", ""},
    {"AD105", "access may have changed",
     "Whether and how it changed depends on what is not known, or a limit was hit; the report says "
     "which.",
     ""},
    {"AD106", "a guardrail of a protection fails",
     "More is gained or lost on the protected resources than the project file of the before side "
     "allows.",
     "protect:\n  payroll: {resources: [payroll], gained: {users: 0}}"},
    {"AD107", "a limit is exceeded",
     "More is gained or lost altogether than the project file of the before side allows.",
     "limits:\n  lost: {users: 25, percent: 5}"},
    {"AD111", "a change loosens its own guardrails",
     "It is judged by those of the before side; the next change will be judged by the looser ones. "
     "Look at them with care.",
     ""},
    {"AD113", "access was shifted",
     "Allowed in situations where it was not before, and denied in others where it was allowed.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> finding_rules() { return kFindingRules; }

}  // namespace accessdrift
