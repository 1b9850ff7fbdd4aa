#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 17> kGoogleIapLintRules{{
    {"GCP02", "minutes are asked for beside several hours",
     "`getHours() >= 9 && getMinutes() >= 30` is no time of the day: the minutes count in every "
     "hour, so it is false from 10:00 to 10:29, too.",
     "request.time.getHours() > 9 || (request.time.getHours() == 9 && request.time.getMinutes() "
     ">= 30)"},
    {"GCP03", "an hour is the last one, and counts whole",
     "`getHours() <= 17` is true until 17:59. Where the day ends at 17:00 it is `< 17`.", ""},
    {"GCP04", "a clock without a zone is of UTC",
     "In summer people's clocks are an hour further on, so the condition moves against them.",
     "request.time.getHours(\"Europe/Berlin\") >= 9"},
    {"GCP05", "a value counts from 0, and is asked for as if from 1",
     "January, Sunday and the first day of a month or a year are 0. `getDate` alone counts from 1.",
     ""},
    {"GCP06", "a binding asks for an access level that IAP does not find",
     "It is not in its access policy, or the policy is of folders or projects only: IAP asks for "
     "levels of the organisation's own policy.",
     ""},
    {"GCP07", "of several conditions of a level one is negated",
     "Where conditions are joined by OR, not to be something is enough to meet the level. And of a "
     "negated condition every field has to be false.",
     ""},
    {"GCP08", "a service account is asked for facts of a device",
     "Services have no device that Google knows, so they never meet a level that asks for one.",
     ""},
    {"GCP10", "a member was deleted",
     "The binding gives that account nothing, and neither one that is made anew under its address. "
     "Take the member out; add the new account if it is meant.",
     ""},
    {"GCP11", "the end of a host is no domain",
     "`endsWith(\"corp.example\")` is true of evilcorp.example. With the dot in front it is true "
     "of "
     "subdomains only.",
     ""},
    {"GCP12", "the beginning of a path is no folder",
     "`startsWith(\"/admin\")` is true of /administrator. And `== \"/admin\"` is false of /admin/, "
     "which many applications take for the same page.",
     ""},
    {"GCP13", "requests with OPTIONS pass without a sign-in",
     "`allowHttpOptions` lets them through to the application, whoever sends them.", ""},
    {"GCP17", "settings cut off a client that the settings above allow",
     "The nearest `programmaticClients` count, so programs with a client that only one above has "
     "get in no longer.",
     ""},
    {"GCP18", "a resource's name has the number of a project, not its id",
     "In `resource.name` projects go by their numbers, so a condition with an id is true of "
     "nothing.",
     ""},
    {"GCP19", "a deny rule's condition can be one that is not evaluated",
     "Deny rules know tags of resources. A condition that cannot be evaluated counts as true, so "
     "the rule denies.",
     ""},
    {"GCP20", "somebody whom a binding names is of no allowed domain",
     "`allowedDomainsSettings` keep out whoever is of another domain, whatever bindings say.", ""},
    {"GCP15", "two resources of Terraform take from each other what they give",
     "A `_iam_binding` sets all members of its role and condition, a `_iam_policy` all that its "
     "resource has. What a `_iam_member`, or another\n"
     "one of them, gives there is taken away by the next apply, and given back by the one behind "
     "it.",
     "resource \"google_iap_web_iam_binding\" \"staff\" { … }\n"
     "resource \"google_iap_web_iam_member\" \"ana\" { role = the same }"},
    {"GCP16", "one condition has two titles",
     "Terraform and the provider know a binding by the title, the description and the expression "
     "of its condition. The same expression under another\n"
     "title is another binding, with other members.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> google_iap_lint_rules() { return kGoogleIapLintRules; }

}  // namespace accessdrift
