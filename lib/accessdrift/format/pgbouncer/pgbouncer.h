#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// The configuration of a PgBouncer: `pgbouncer.ini`, and the files of users and of rules that it
/// names.
namespace accessdrift::pgbouncer {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);
[[nodiscard]] std::vector<NamedFile> names_files(const Document& file);

inline constexpr std::array<std::string_view, 1> kExtensions = {".ini"};
inline constexpr std::array<std::string_view, 2> kMarks = {"[pgbouncer]", "[databases]"};
/// The first versions that read an hba file or a list of users otherwise, or ask servers for TLS
/// otherwise.
inline constexpr std::array<std::string_view, 5> kVersionChanges = {"1.20", "1.23", "1.24",
                                                                    "1.24.1", "1.25"};
inline constexpr std::array<std::string_view, 2> kBackendKeys = {"host", "address"};
inline constexpr FormatOption kOptions[] = {
    {"version", "which PgBouncer reads them: `1.22`", {}, {}, true},
    {"backend",
     "the server whose PostgreSQL files stand beside: `host`, which hosts of entries are it (all, "
     "if "
     "not told), and `address`, from where it sees the pool come",
     kBackendKeys},
};
inline constexpr std::string_view kBuiltIn = R"(accessdrift: 1
attributes:
  server_resource: string
  server_role: string
)";
inline constexpr Format kFormat = {
    "pgbouncer",
    "a PgBouncer's pgbouncer.ini, with its auth_file and auth_hba_file",
    "databases, forced users, users and the kind of their secrets, auth_type, the rules that it "
    "reads and those that it passes over, the console; pools and limits are without effect on "
    "access",
    kExtensions,
    kMarks,
    recognizes,
    read,
    kBuiltIn,
    kOptions,
    {},
    "at the next reload",
    read_lines,
    {"1.16", kVersionChanges, "1.25", "1.25", "a release: `1.22`"},
    nullptr,
    "pgbouncer/",
    "postgresql",
    names_files};

}  // namespace accessdrift::pgbouncer
