#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// Who may connect to the databases of a PostgreSQL server from where: `pg_hba.conf` with what it
/// includes, `pg_ident.conf`, and the roles and databases of the server.
namespace accessdrift::postgresql {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);
/// JSON by its name, everything else lines: files that others name are called anything.
[[nodiscard]] Result<Document> parse(std::shared_ptr<const SourceText> text);
[[nodiscard]] std::vector<NamedFile> names_files(const Document& file);

inline constexpr std::array<std::string_view, 5> kExtensions = {"pg_hba.conf", "pg_ident.conf",
                                                                ".sql", ".json", ".jsonl"};
inline constexpr std::array<std::string_view, 4> kMarks = {"PostgreSQL database cluster dump",
                                                           "rolname", "roleid", "datname"};
/// The first versions that read lines otherwise: backslashes at their ends and options of methods,
/// patterns and included files, options again.
inline constexpr std::array<std::string_view, 3> kVersionChanges = {"14", "16", "17"};
inline constexpr std::array<FormatOption, 1> kOptions = {{
    {"version", "which PostgreSQL reads them: `16`", {}, {}, true},
}};
inline constexpr std::string_view kBuiltIn = R"(accessdrift: 1
context:
  auth.password: bool
  auth.peer: bool
  auth.ident: bool
  auth.certificate: bool
  auth.trusted_certificate: bool
  auth.gss: bool
  auth.sspi: bool
  auth.ldap: bool
  auth.radius: bool
  auth.pam: bool
  auth.bsd: bool
  auth.peer_user: string
  auth.ident_user: string
  auth.certificate_cn: string
  auth.certificate_dn: string
  auth.gss_user: string
  auth.sspi_user: string
  postgresql.same_host: bool
  postgresql.same_net: bool
  postgresql.database: string
  postgresql.own_database: bool
  postgresql.group_database: bool
attributes:
  postgresql_role: string
  postgresql_replication: bool
  postgresql_nologin: bool
  postgresql_valid_until: time
  postgresql_any_other: bool
types:
  postgresql-server: {actions: {connect: []}}
  postgresql-database: {actions: {connect: []}}
  postgresql-replication: {actions: {connect: []}}
)";
inline constexpr Format kFormat = {
    "postgresql",
    "who may connect to a PostgreSQL server: pg_hba.conf, pg_ident.conf, pg_dumpall --roles-only, "
    "rows of pg_roles, pg_auth_members and pg_database as JSON",
    "the first rule that fits, included files, maps, roles and who is a member of them; passwords "
    "and privileges inside of a database are not",
    kExtensions,
    kMarks,
    recognizes,
    read,
    kBuiltIn,
    kOptions,
    {},
    "at the next reload of the server, of roles at once, for new connections",
    parse,
    {"13", kVersionChanges, "17", "17", "a major version: `16`"},
    nullptr,
    "postgresql/",
    {},
    names_files,
    true};

}  // namespace accessdrift::postgresql
