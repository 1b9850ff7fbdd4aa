#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Files that say who may connect to a database from where: `pg_hba.conf`, as PostgreSQL and
/// PgBouncer read it, which is not alike.
namespace accessdrift::hba {

enum class Server : std::uint8_t { PostgreSql, PgBouncer };

/// Who reads a file, and in which version: of PostgreSQL the major one, of PgBouncer the one behind
/// `1.` and the patch.
struct Dialect {
  Server server = Server::PostgreSql;
  int version = 0;
  int patch = 0;

  [[nodiscard]] bool is_postgresql() const { return server == Server::PostgreSql; }
  /// PostgreSQL of at least that major version.
  [[nodiscard]] bool is_postgresql_from(int major) const {
    return is_postgresql() && version >= major;
  }
  /// PgBouncer 1.`minor` or a later one.
  [[nodiscard]] bool is_pgbouncer_from(int minor) const {
    return !is_postgresql() && version >= minor;
  }
  /// A backslash at the end of a line joins it with the next one.
  [[nodiscard]] bool joins_lines() const { return is_postgresql_from(14); }
  /// `include`, `include_if_exists` and `include_dir`.
  [[nodiscard]] bool has_includes() const { return is_postgresql_from(16); }
  /// A name that starts with a slash is a regular expression.
  [[nodiscard]] bool has_patterns() const { return is_postgresql_from(16); }
};

inline constexpr int kOldestPostgreSql = 13;
inline constexpr int kNewestPostgreSql = 17;
inline constexpr int kOldestPgBouncer = 16;
inline constexpr int kNewestPgBouncer = 25;

/// `15` or `15.4`; nothing of a version that is not known here.
[[nodiscard]] std::optional<Dialect> postgresql_dialect(std::string_view version);
/// `1.18` or `1.24.1`, likewise.
[[nodiscard]] std::optional<Dialect> pgbouncer_dialect(std::string_view version);

/// `PostgreSQL 15`, `PgBouncer 1.18`.
[[nodiscard]] std::string to_text(const Dialect& dialect);

}  // namespace accessdrift::hba
