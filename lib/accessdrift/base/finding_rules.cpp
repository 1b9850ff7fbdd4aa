#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 17> kFindingRules{{
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
     "More is gained, lost or unknown than the project file of the before side allows. By default "
     "the public gains nothing where anything is guarded.",
     "limits:\n  lost: {users: 25, level: approve}\n  public: {findings: 0, level: approve}"},
    {"AD108", "a change is not expected",
     "The after side says what it changes on purpose, and no entry covers this finding, or all of "
     "it.",
     "accessdrift expect"},
    {"AD109", "an expected change does not happen",
     "Nothing like it happens, or it happens to another number of identities. Such an entry covers "
     "nothing.",
     ""},
    {"AD110", "an expected change is over or spent",
     "Past its date, or when the before side has the same entry, it covers nothing. Remove it.",
     ""},
    {"AD111", "a change loosens its own guardrails",
     "It is judged by those of the before side; the next change will be judged by the looser ones. "
     "Look at them with care, and approve it by the guardrail's name.",
     "expect:\n  - {loosened: payroll}"},
    {"AD112", "a change reads other files, or reads them otherwise",
     "What the project file lists as sources is not the same after it, so access may appear or go "
     "by files that nobody edited.",
     "expect:\n  - {sources: changed}"},
    {"AD113", "access was shifted",
     "Allowed in situations where it was not before, and denied in others where it was allowed.",
     ""},
    {"AD114", "an account goes to another id",
     "By `uid`, an alias or a rename two ids are one person, so what the one could reach the other "
     "can, and that is no change of access. Look whether they are.",
     "expect:\n  - {paired: ana.kirk@corp.example}"},
    {"AD115", "more than half of a source is gone",
     "Of the users, groups or memberships that files of one format listed, more than half, and at "
     "least five, are listed nowhere now,\nor a group has lost all of its members. Rather a broken "
     "export than a decision: look at the file first.",
     "expect:\n  - {shrunk: scim}"},
    {"AD301", "a test of the configuration fails",
     "It stands in the configuration with what it asks for, which the after side does not give. "
     "Before the change it passed, or it is new.",
     "tests:\n  - {who: group:interns, cannot: read, on: payroll}"},
    {"AD302", "an invariant does not hold",
     "The project file says what must hold after every change, and it does not on the after side, "
     "whatever the change is.",
     "always:\n  - {who: group:break-glass, can: admin, on: \"**\", why: lock-out protection}"},
}};

}  // namespace

std::span<const DiagnosticRule> finding_rules() { return kFindingRules; }

}  // namespace accessdrift
