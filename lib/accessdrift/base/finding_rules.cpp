#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 6> kFindingRules{{
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
    {"AD113", "access was shifted",
     "Allowed in situations where it was not before, and denied in others where it was allowed.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> finding_rules() { return kFindingRules; }

}  // namespace accessdrift
