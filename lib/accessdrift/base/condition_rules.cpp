#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 8> kConditionRules{{
    {"invalid-condition", "a condition cannot be read",
     "A condition is an expression of CEL. The place is where reading stopped; the label says what "
     "could stand there.",
     "when: auth.mfa &&"},
    {"unknown-attribute", "an attribute is not declared",
     "Conditions and questions may speak of `user.NAME` and `resource.NAME` as declared under "
     "`attributes`, of `request.ip`, `request.time`,\n"
     "`token.scopes` and of what `context` declares.",
     "when: auth.mfaa"},
    {"unknown-function", "a function or method is not one of the closed list",
     "There are `has`, `size`, `startsWith`, `endsWith`, `contains`, `matches`, `exists` and "
     "`all`; `timestamp` and `duration` of a string\n"
     "literal; and of a time `getFullYear`, `getMonth`, `getDate`, `getDayOfMonth`, "
     "`getDayOfWeek`, `getDayOfYear`, `getHours`, `getMinutes`\n"
     "and `getSeconds`, with the name of a zone or in UTC.",
     "when: user.department.lower() == \"it\""},
    {"unsupported-comparison", "one comparison reads two request attributes",
     "A comparison holds at most one attribute of the request, so that its values fall into "
     "classes that can be told apart. Compare each with\n"
     "a constant.",
     "when: device.owner == session.owner"},
    {"invalid-pattern", "a regular expression cannot be read",
     "`matches` takes RE2's syntax: no look-ahead, no references back.",
     "when: user.name.matches(\"(?=a)\")"},
    {"wrong-use", "an attribute cannot be read here",
     "The rule of a group reads the attributes of the identity only: membership cannot hang on a "
     "request.",
     "groups:\n  remote: {rule: \"request.ip in networks.vpn\"}"},
    {"unknown-network", "a network is not declared",
     "`networks.NAME` needs an entry under `networks`, in any file of the side.",
     "when: request.ip in networks.ofice"},
    {"unknown-window", "a window is not declared",
     "`windows.NAME` needs an entry under `windows`, in any file of the side.",
     "when: request.time in windows.ofice_hours"},
}};

}  // namespace

std::span<const DiagnosticRule> condition_rules() { return kConditionRules; }

}  // namespace accessdrift
