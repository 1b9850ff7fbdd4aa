#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 23> kLintRules{{
    {"AD201", "a policy matches no request",
     "Nobody whom it names can sign in, or nobody of them can be issued its scopes where its "
     "condition holds. Whoever wrote it\nthinks that it allows or denies something.",
     ""},
    {"AD202", "a policy is shadowed",
     "Wherever it takes effect others decide the opposite: an allow that is denied, or a deny that "
     "comes too late in its set, of which\nothers allow all or some. Leaving it out changes "
     "nothing.",
     ""},
    {"AD203", "a policy is redundant",
     "Others allow what it allows, or deny it anyway. Leaving it out changes nothing; all that are "
     "told so can be left\nout together. Of several that stand for each other the last one "
     "declared "
     "is told.",
     ""},
    {"AD204", "a deny has no effect",
     "Nothing that it denies would be allowed without it. It may be meant as a guard against later "
     "edits; then keep it.",
     ""},
    {"AD205", "a condition, or a part of it, is always true",
     "On every request for what the policy covers, for everybody whom it names; or it adds nothing "
     "to the other parts. Where\nit reads attributes of people or resources it is so today, and a "
     "note only.",
     ""},
    {"AD206", "a condition, or a part of it, is never true",
     "For nobody whom the policy names, on no request for what it covers. A deny can still apply "
     "where the condition is an\nerror.",
     ""},
    {"AD207", "groups are members of each other",
     "That is legal, and all groups of a cycle have the same members. It is seldom meant.", ""},
    {"AD208", "a group has no members",
     "Nobody who can sign in is in it, directly, through another group or by its rule, and it is "
     "not open.",
     ""},
    {"AD209", "a group is not used",
     "No policy and no client names it, or a group that contains it. Removing it changes nobody's "
     "access.",
     ""},
    {"AD210", "a membership or an account is over",
     "Its `until` has passed, so the line does nothing any more. --at tells another day.", ""},
    {"AD211", "a membership or an account ends soon",
     "Its `until` lies within --soon, 30 days unless told. Whoever relies on it loses access then.",
     ""},
    {"AD212", "an identity can reach nothing",
     "It can sign in, and no request of it is allowed: nothing names it, or only what is denied.",
     ""},
    {"AD213", "two ids read alike",
     "They differ by case, width or invisible characters only (NFKC_Casefold of Unicode), and name "
     "two things. Ids with exactly\none @ compare without case; all others are told apart by "
     "their bytes. Letters of other scripts that look alike are not looked for.",
     ""},
    {"AD214", "a scope is not used",
     "No policy needs it and no condition asks for it, nor for a scope that it includes.", ""},
    {"AD215", "a client is not used",
     "No policy and no condition names it, and it brings no scope that one asks for.", ""},
    {"AD216", "a network is not used", "No condition tests an address against it.", ""},
    {"AD217", "a window is not used", "No condition tests a time against it.", ""},
    {"AD218", "a scope is needed that nobody can be issued",
     "No declared client brings it to anybody whom the policy names, so the policy matches no "
     "request.",
     ""},
    {"AD219", "a condition asks for a value that nobody has",
     "It compares an attribute with a text that no resource, or nobody who can sign in, has. "
     "Where a text that is had is near it\nis likely a slip, and a warning.",
     ""},
    {"AD220", "a rule cannot be evaluated for some",
     "It reads an attribute that they lack. They are no members, in a policy that denies too. Ask "
     "`has(user.NAME)` first\nwhere that is meant.",
     ""},
    {"AD221", "accounts that cannot sign in are still in groups",
     "They are suspended, locked, disabled or deleted, which moves no access as long as it lasts. "
     "Whoever lets one sign in again\ngives back all that its groups may do. Who could never sign "
     "in yet is not counted.",
     ""},
    {"AD222", "a nested group does not count",
     "What was assigned to the group reaches its direct members only, so nobody has it by being in "
     "the nested one. Assign it to\nthat one, too, if they are meant.",
     ""},
    {"AD223", "a policy ends soon",
     "Its condition is true until a time within --soon, 30 days unless told, and never from then "
     "on.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> lint_rules() { return kLintRules; }

}  // namespace accessdrift
