#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 10> kPostgresqlLintRules{{
    {"PG01", "an address has bits behind its mask",
     "PostgreSQL compares only the bits that the mask covers, so the rule is about the whole "
     "network, not about the one address that it names. PgBouncer\nreads the same line as one that "
     "fits nobody.",
     "host all all 10.1.2.3/8 scram-sha-256"},
    {"PG02", "a rule for a network asks for nothing",
     "`trust` lets in whoever can open a connection, under any name that the rule fits.",
     "host all all 10.0.0.0/8 trust"},
    {"PG03", "a rule is about an address that no client has",
     "A server's IPv6 sockets take IPv6 clients only, so nobody comes from an IPv4 address in the "
     "form of an IPv6 one.",
     "host all all ::ffff:10.0.0.0/104 scram-sha-256"},
    {"PG04", "passwords are sent as they are, without encryption",
     "The methods password, ldap, radius, pam and bsd have the client send the password itself, "
     "and "
     "the rule takes connections without TLS, too. Write\nhostssl.",
     "host all all 10.0.0.0/8 ldap ldapserver=ldap.corp.example ldapprefix=\"uid=\""},
    {"PG05", "a word in quotes is a name",
     "Quotes take its meaning from a word: `\"all\"` is a database or role of that name, of which "
     "there is hardly one.",
     "local \"all\" all peer"},
    {"PG06", "a pattern is a plain name before PostgreSQL 16",
     "Databases and roles can be told by regular expressions from PostgreSQL 16 on. Before, a name "
     "that starts with a slash fits what is called so.",
     "local all /^app_ reject"},
    {"PG07", "no line is of a map that a rule names",
     "A map without a line in pg_ident.conf lets nobody in, and no later rule is tried.", ""},
    {"PG08", "only one of IPv4 and IPv6 is turned away",
     "A rule rejects all IPv4 addresses, or all IPv6 ones, and no other rule does so of the other "
     "kind, which a later rule is about. `all` is every\naddress of both.",
     "host all bob 0.0.0.0/0 reject\nhost all all all scram-sha-256"},
    {"PG09", "a role may replicate, and no rule lets it",
     "`all` in the column of databases does not mean physical replication, which needs a rule with "
     "the word `replication`.",
     ""},
    {"PG10", "a pool acts as a superuser",
     "An entry of a pool names a role of the server as which everybody acts who comes by it, and "
     "this role may do anything.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> postgresql_lint_rules() { return kPostgresqlLintRules; }

}  // namespace accessdrift
