#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 15> kHoopLintRules{{
    {"HOOP01", "a connection is shown to admins and auditors only",
     "Where the plugin access_control is installed it hides every connection that it does not bind "
     "to a group, also those that were there before.",
     ""},
    {"HOOP02", "a binding lists no group",
     "Taking the last group out of a binding does not open the connection to everybody, it hides "
     "it from everybody but admins and auditors.",
     ""},
    {"HOOP03", "two access request rules hold for one connection",
     "The gateway asks one of them, the one with the lesser id. Ids are random, so which one that "
     "is nobody has chosen.",
     ""},
    {"HOOP04", "an access request rule gives way to one that an attribute brings",
     "A rule that shares an attribute with the connection is asked before one that names it, "
     "which then is not asked at all.",
     ""},
    {"HOOP05", "an approval may go past its minimum",
     "One click approves for all reviewing groups of whoever clicks. Gateways before September "
     "2026 wanted exactly as many approvals as the\nminimum says, so a reviewer in two groups "
     "leaves a request with a minimum of one pending for ever.",
     ""},
    {"HOOP06", "nobody can approve what a rule asks for",
     "No active user is in enough of its reviewing groups, and none is in a group that may force "
     "an "
     "approval. Who asks waits for ever.",
     ""},
    {"HOOP07", "a rule wants more approvals than it has reviewing groups",
     "A group approves once, so as many as there are groups are enough.", ""},
    {"HOOP08", "a relay has a guardrail",
     "Nobody can look at what a connection of type `application` and subtype `tcp` relays, so from "
     "1.108.3 on every session\nof one that a guardrail is for is refused. Older gateways let it "
     "through unlooked at.",
     ""},
    {"HOOP09", "a rule has groups that it asks, and groups that skip it",
     "Who skips it counts only where no groups are asked; the API takes one of the two lists. The "
     "export is old, or was edited by hand.",
     ""},
    {"HOOP10", "a mode is neither enabled nor disabled",
     "Only the word `disabled` forbids, so any other word leaves the mode open.", ""},
    {"HOOP12", "a runbook rule names the beginning of paths",
     "It fits every file whose path begins so, whatever follows, without regard to case.",
     "ops/up fits ops/upgrade-all.runbook.sh"},
    {"HOOP13", "a guardrail's word is found with one case only",
     "Words are compared with their case, and most languages of databases are not. A pattern with "
     "(?i) finds both.",
     ""},
    {"HOOP14", "somebody is an auditor",
     "Auditors see every connection and use it like anybody else: the group is no role to read "
     "only.",
     ""},
    {"HOOP15", "an inactive user is in groups",
     "Who is made active again has what these groups give, at once.", ""},
    {"HOOP16", "a connection has reviewers and a rule",
     "Reviewers of a connection are the older way. Both are asked: who skips the rule still needs "
     "one of the reviewers.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> hoop_lint_rules() { return kHoopLintRules; }

}  // namespace accessdrift
