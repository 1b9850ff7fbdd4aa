#include "accessdrift/format/pgbouncer/databases.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/pgbouncer/connection_string.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::pgbouncer {
namespace {

/// A parameter of a connection string, and the first version that takes it.
struct Parameter {
  std::string_view name;
  std::string_view since = {};
};
constexpr std::array<Parameter, 23> kParameters = {
    {{"dbname"},
     {"host"},
     {"port"},
     {"user"},
     {"password"},
     {"auth_user"},
     {"client_encoding"},
     {"datestyle"},
     {"timezone"},
     {"pool_size"},
     {"min_pool_size"},
     {"reserve_pool"},
     {"max_db_connections"},
     {"pool_mode"},
     {"connect_query"},
     {"application_name"},
     {"auth_dbname", "1.19"},
     {"auth_query", "1.22"},
     {"server_lifetime", "1.23"},
     {"reserve_pool_size", "1.24"},
     {"max_db_client_connections", "1.24"},
     {"load_balance_hosts", "1.24"},
     {"query_wait_timeout", "1.26"}}};  // not released yet
constexpr std::array<std::string_view, 3> kPoolModes = {"session", "transaction", "statement"};

/// What PgBouncer says of a part of a connection string; empty if it takes it.
std::string problem_of(const ConnectionPart& part, const SourceVersion& version) {
  const auto* const known = std::ranges::find(kParameters, part.key, &Parameter::name);
  if (known == kParameters.end())
    return "`" + shortened(part.key) + "` is no parameter of a connection";
  if (!known->since.empty() && !source::is_since(version, known->since))
    return "`" + part.key + "` is a parameter from PgBouncer " + std::string(known->since) + " on";
  if (part.key == "port" && std::atoi(part.value.c_str()) == 0)
    return "`" + shortened(part.value) + "` is no port";
  if (part.key == "pool_mode" &&
      std::ranges::find(kPoolModes, fold_ascii(part.value)) == kPoolModes.end())
    return "`" + shortened(part.value) + "` is no `pool_mode`";
  return {};
}

void take(const ConnectionPart& part, const Written& said, Database& database) {
  if (part.key == "dbname") database.dbname = part.value;
  if (part.key == "password") database.password = Written{{}, said.file, said.place};
  if (part.key == "user") database.user = said;
  if (part.key == "auth_user") database.auth_user = said;
  if (part.key == "host") database.host = said;
  if (part.key == "port") database.port = said;
}

}  // namespace

bool is_parameter(std::string_view key) {
  return std::ranges::find(kParameters, key, &Parameter::name) != kParameters.end();
}

std::optional<Database> read_database(SourceReading& reading, const Setting& setting) {
  constexpr std::string_view kRefused = "PgBouncer would not load this";
  if (setting.key == "pgbouncer") {
    source::report(reading, "invalid-ini", "the name `pgbouncer` is that of the console",
                   {setting.file->declarations.text.get(), setting.key_place})
        .label = kRefused;
    return std::nullopt;
  }
  const auto parts = read_connection_string(setting.value);
  if (!parts) {
    source::report(reading, "invalid-ini", "this is no connection string", setting.span()).label =
        std::string(kRefused) + ": expected `host=… dbname=… user=…`";
    return std::nullopt;
  }
  Database database;
  database.name = setting.key;
  database.file = setting.file;
  database.key = setting.key_place;
  database.body = {setting.key_place.begin, setting.value_place.end};
  for (const ConnectionPart& part : *parts) {
    const auto at = setting.value_place.begin;
    const Written said = {
        part.value,
        setting.file,
        {at + static_cast<std::uint32_t>(part.begin), at + static_cast<std::uint32_t>(part.end)}};
    if (const std::string problem = problem_of(part, reading.version); !problem.empty()) {
      source::report(reading, "invalid-ini", problem, said.span()).label = kRefused;
      return std::nullopt;
    }
    take(part, said, database);
  }
  return database;
}

}  // namespace accessdrift::pgbouncer
