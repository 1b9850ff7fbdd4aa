#include "cli/first_files.h"

namespace accessdrift::cli {
namespace {

constexpr std::string_view kProject =
    R"(# What a change of access may do. A change is judged by this file as it was before the change.
# Nothing below holds as long as it is a comment.

# sources:                        # without this every file with `accessdrift: 1` is read
#   - native: ["access/**"]

# protect:
#   payroll:
#     resources: [payroll]        # ids and globs; what lies below them, too
#     gained: {users: 0}          # wider access counts as gained
#     lost: {users: 0, except: ["group:break-glass"]}
#     level: approve              # block (the default); approve, by accessdrift.expect.yaml; warn

# limits:                         # of everything
#   lost: {users: 25, percent: 5}
#   gained: {users: 200, level: warn}

# always:                         # what must hold after every change
#   - {who: group:break-glass, can: read, on: "**", why: lock-out protection}
)";

constexpr std::string_view kExampleProject =
    R"(# What a change of access may do. A change is judged by this file as it was before the change.
protect:
  payroll:
    resources: [payroll]          # ids and globs; what lies below them, too
    gained: {users: 0}            # wider access counts as gained
    level: approve                # block (the default); approve, by accessdrift.expect.yaml; warn
limits:                           # of everything
  lost: {percent: 20}
always:                           # what must hold after every change
  - {who: group:break-glass, can: read, on: "**", why: lock-out protection}
)";

constexpr std::string_view kExample =
    R"(# A small configuration to copy from. `accessdrift who read payroll` says who can reach what, and when.
accessdrift: 1

context:                          # what a request says of itself
  auth.mfa: bool
networks:
  office: [192.0.2.0/24]

users:
  ana@corp.example: {}
  bo@corp.example: {}
  eve@corp.example: {until: 2099-12-31}
groups:
  finance: {members: [ana@corp.example]}
  staff: {members: ["group:finance", bo@corp.example]}
  break-glass: {members: [eve@corp.example]}

types:
  app: {actions: {read: [], admin: [read]}}    # who may admin may read
resources:
  wiki: {type: app}
  payroll: {type: app}

policies:
  staff-reads-wiki: {allow: ["group:staff"], to: [wiki], actions: [read]}
  finance-reads-payroll:
    allow: ["group:finance"]
    to: [payroll]
    actions: [read]
    when: auth.mfa && request.ip in networks.office
  break-glass-administers: {allow: ["group:break-glass"], to: ["**"], actions: [admin]}

tests:
  - {who: bo@corp.example, cannot: "*", on: payroll}
  - {who: ana@corp.example, can: read, on: payroll, when: 'auth.mfa && request.ip in networks.office'}
)";

}  // namespace

std::string_view first_project_file() { return kProject; }
std::string_view example_configuration() { return kExample; }
std::string_view example_project_file() { return kExampleProject; }

}  // namespace accessdrift::cli
