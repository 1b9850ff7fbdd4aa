#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// The configuration of a ProxySQL: `proxysql.cnf`, or a dump of the tables of its admin interface.
namespace accessdrift::proxysql {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);
[[nodiscard]] std::vector<NamedFile> names_files(const Document& file);

inline constexpr std::array<std::string_view, 4> kExtensions = {".cnf", ".cfg", ".conf", ".sql"};
inline constexpr std::array<std::string_view, 3> kMarks = {"mysql_users", "mysql_query_rules",
                                                           "mysql_servers"};
inline constexpr Format kFormat = {
    "proxysql",
    "a ProxySQL's proxysql.cnf, or a dump of the tables of its admin interface",
    "users, query rules from flag to flag, fast routing, the hostgroup that a comment asks for, "
    "the "
    "firewall's whitelist; transactions, mirrors and passwords are not",
    kExtensions,
    kMarks,
    recognizes,
    read,
    {},
    {},
    {},
    "at LOAD … TO RUNTIME: of rules with the next statement, of users with the next connection",
    read_lines,
    {},
    nullptr,
    {},
    {},
    names_files};

}  // namespace accessdrift::proxysql
