#include "accessdrift/format/hba/dialect.h"

#include <array>
#include <charconv>
#include <system_error>

namespace accessdrift::hba {
namespace {

/// Numbers between dots; nothing of any other text. What is not there is 0.
std::optional<std::array<int, 3>> numbers_of(std::string_view version) {
  std::array<int, 3> numbers = {0, 0, 0};
  const char* const end = version.data() + version.size();
  const char* at = version.data();
  for (int& number : numbers) {
    const auto [behind, error] = std::from_chars(at, end, number);
    if (error != std::errc() || number < 0) return std::nullopt;
    if (behind == end) return numbers;
    if (*behind != '.') return std::nullopt;
    at = behind + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Dialect> postgresql_dialect(std::string_view version) {
  const auto numbers = numbers_of(version);
  if (!numbers) return std::nullopt;
  const int major = (*numbers)[0];
  if (major < kOldestPostgreSql || major > kNewestPostgreSql) return std::nullopt;
  return Dialect{Server::PostgreSql, major, (*numbers)[1]};
}

std::optional<Dialect> pgbouncer_dialect(std::string_view version) {
  const auto numbers = numbers_of(version);
  if (!numbers || (*numbers)[0] != 1) return std::nullopt;
  const int minor = (*numbers)[1];
  if (minor < kOldestPgBouncer || minor > kNewestPgBouncer) return std::nullopt;
  return Dialect{Server::PgBouncer, minor, (*numbers)[2]};
}

std::string to_text(const Dialect& dialect) {
  if (dialect.is_postgresql()) return "PostgreSQL " + std::to_string(dialect.version);
  return "PgBouncer 1." + std::to_string(dialect.version);
}

}  // namespace accessdrift::hba
