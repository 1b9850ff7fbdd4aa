#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 16> kPgbouncerLintRules{{
    {"PGB01", "PgBouncer passes over a rule of its hba file",
     "It reads a part of what PostgreSQL reads. A line that it cannot read it skips with a warning "
     "in its log, and goes on: a line that rejects\nthen turns nobody away, and the next one that "
     "fits decides.",
     "host all bob all reject"},
    {"PGB02", "a rule has bits behind its mask",
     "PostgreSQL takes them for zero. PgBouncer compares the masked address of the client with the "
     "address as it is written, so the rule never fits.",
     "host all all 10.0.0.1/8 reject"},
    {"PGB04", "a database is entered as one role",
     "With `user=` everybody who gets into the database acts on the server as that role: what the "
     "server allows anybody else does not matter.",
     "app = host=db1 user=postgres"},
    {"PGB05", "a fallback and a rule together open every database",
     "`*` passes any name on to the server, and a rule about `all` lets it.", "* = host=db1"},
    {"PGB06", "an hba file is not used", "Rules are looked at only with `auth_type = hba`.",
     "auth_type = md5"},
    {"PGB07", "a rule trusts the network",
     "`trust` asks for nothing but the name of a user that exists; `password` sends a password in "
     "clear, unless the connection has TLS.",
     "host all all 0.0.0.0/0 trust"},
    {"PGB08", "a pool leads past the networks of the server's rules",
     "Somebody gets in through the pool from an address from where the server turns him away, "
     "whatever he proves: the server sees the pool's address.\n"
     "That is proved for the address that is told, and for everybody who is counted.",
     "app = host=db1 user=app"},
    {"PGB09", "a rule lets in somebody who does not exist",
     "The `auth_file` has no such user, and users are not looked up on the server. The line does "
     "nothing until somebody adds the name.",
     ""},
    {"PGB10", "a file of names breaks a rule",
     "PgBouncer passes over a rule whose `@file` is missing, or has a line without a name: a "
     "comment "
     "or an empty line is enough.",
     ""},
    {"PGB11", "a keyword is quoted", "In quotes it is the name of a database or a user.",
     "host \"all\" bob 10.0.0.0/8 md5"},
    {"PGB12", "a rule turns away one family of addresses",
     "A rule for `0.0.0.0/0` is about no IPv6 client, one for `::/0` about no IPv4 client; who is "
     "of "
     "the other family goes on to the rules behind it.",
     "host app all 0.0.0.0/0 reject\nhost all all ::/0 scram-sha-256"},
    {"PGB13", "a regular expression is a plain name",
     "PostgreSQL reads `/…` as a pattern from 16 on. PgBouncer does not.", ""},
    {"PGB14", "a user of the console does not exist",
     "The name is in `admin_users` or `stats_users` and not in the `auth_file`: whoever adds it "
     "there gives it the console, too.",
     ""},
    {"PGB15", "a role cannot be named so",
     "From 1.23 on `replication` is a keyword in both columns, and fits nobody in that of roles.",
     ""},
    {"PGB16", "PgBouncer and PostgreSQL decide otherwise by one text",
     "The file was read as both read it, and both were asked about every role, database, address "
     "and state of TLS that its rules tell apart.\nWhat hangs on memberships of roles, on names of "
     "hosts or on patterns is left out.",
     "host all bob all reject\nhost all all 127.0.0.1/32 trust"},
    {"PGB17", "PostgreSQL would not load this file",
     "One line that it cannot read makes it refuse the whole file, so what both would decide "
     "cannot "
     "be compared.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> pgbouncer_lint_rules() { return kPgbouncerLintRules; }

}  // namespace accessdrift
