#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/base/ip.h"
#include "accessdrift/format/hba/rules.h"

namespace accessdrift::pgbouncer {

/// A connection that somebody asks for, by no means replication.
struct AskedConnection {
  std::string role;
  std::string database;
  std::optional<IpAddress> address;  ///< none: a Unix socket
  bool has_tls = false;
};

/// What two servers decide otherwise about, with the rules by which they do; null: by none.
struct DecidedOtherwise {
  AskedConnection witness;  ///< the first one
  const hba::Rule* by_pgbouncer = nullptr;
  const hba::Rule* by_postgresql = nullptr;
  std::size_t others = 0;  ///< roles beside the one of the witness

  [[nodiscard]] static bool is_refused(const hba::Rule* rule) {
    return rule == nullptr || rule->method == hba::Method::Reject;
  }
};

struct TwoServers {
  std::vector<DecidedOtherwise> all;  ///< one for each pair of rules that decide
  bool is_whole = true;               ///< else there were too many situations to look at all
};

/// Compares what the rules of one file are to PgBouncer and to PostgreSQL, about every role,
/// database, address and state of TLS that any rule tells apart. What hangs on memberships, names
/// of hosts or patterns is left out. Deterministic.
[[nodiscard]] TwoServers compare_servers(const hba::Rules& pgbouncer, const hba::Rules& postgresql);

/// `from 10.0.0.1 without TLS`, `by a Unix socket`
[[nodiscard]] std::string way_of(const AskedConnection& asked);

}  // namespace accessdrift::pgbouncer
