#include "accessdrift/format/postgresql/versions.h"

#include <algorithm>
#include <array>

#include "accessdrift/format/postgresql/postgresql.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::postgresql {
namespace {

/// One of each period.
constexpr std::array<std::string_view, kVersionChanges.size() + 1> kVersions = {
    "13", kVersionChanges[0], kVersionChanges[1], kVersionChanges[2]};

/// Later ones than are known are read as the newest of these.
hba::Dialect dialect_for(std::string_view version) {
  const hba::Dialect newest{hba::Server::PostgreSql, hba::kNewestPostgreSql, 0};
  return hba::postgresql_dialect(version).value_or(newest);
}

}  // namespace

Versions::Versions(const SourceReading& reading)
    : dialect_(dialect_for(reading.version.version)),
      current_(source::period_of(kVersionChanges, std::to_string(dialect_.version))),
      asked_(kVersions.size(), false) {
  asked_[current_] = true;
  for (const std::string& version : reading.versions)
    asked_[source::period_of(kVersionChanges, version)] = true;
}

hba::Dialect Versions::dialect_of(std::size_t period) const {
  return period == current_ ? dialect_ : dialect_for(kVersions[period]);
}

std::string Versions::condition_of(const Periods& in) const {
  return source::condition_of(kFormat.name, kVersionChanges, in, asked_);
}

std::string Versions::suffix_of(const Periods& in) const {
  if (condition_of(in).empty()) return {};
  const auto first = std::ranges::find(in, true) - in.begin();
  return ", as of " + std::string(kVersions[static_cast<std::size_t>(first)]);
}

}  // namespace accessdrift::postgresql
