#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 7> kProxysqlLintRules{{
    {"PXY01", "a configuration of ProxySQL is not what it runs with",
     "ProxySQL reads `proxysql.cnf` only where it has no database yet. Afterwards the database "
     "counts, whatever the file says, unless it is started\nwith `--initial` or `--reload`.",
     ""},
    {"PXY02", "a query rule does not end the chain",
     "Without `apply` the rules behind it are gone through, too, and the last one that fits tells "
     "the hostgroup.",
     "{ rule_id=1, username=\"report\", destination_hostgroup=20 }"},
    {"PXY03", "a query rule keeps less away than it seems",
     "`match_pattern` is compared with the statement as it is sent: another blank or a comment in "
     "it, and it is not found. And whoever writes\n`/* hostgroup=N */` chooses the hostgroup; only "
     "an `error_msg` holds.",
     "{ rule_id=1, match_pattern=\"^DROP TABLE\", error_msg=\"no\" }"},
    {"PXY04", "a query rule is about somebody who cannot log in",
     "No user is called so, or the user is not active. Names of users are compared exactly.",
     "{ rule_id=1, username=\"Report\", error_msg=\"no\" }"},
    {"PXY05", "a digest is not asked for",
     "With `query_digests` off statements have none. What a rule says of it is passed over, so the "
     "rule fits every statement that the rest of it fits.",
     "query_digests=false"},
    {"PXY06", "the firewall's whitelist and the users do not go together",
     "Where `firewall_whitelist_enabled` is on, it holds back whatever a user sends whom the "
     "whitelist does not have; where it is off, nothing.",
     "mysql-firewall_whitelist_enabled=true"},
    {"PXY07", "fast routing is never asked",
     "It is asked where no rule ended the chain, and only if the last of all active rules has no "
     "`apply`, even if a statement does not fit that rule.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> proxysql_lint_rules() { return kProxysqlLintRules; }

}  // namespace accessdrift
