#pragma once

#include <cstddef>
#include <vector>

#include "accessdrift/format/hba/rules.h"
#include "accessdrift/format/pgbouncer/asked_connection.h"

namespace accessdrift::pgbouncer {

/// What two servers decide otherwise about, with the rules by which they do; null: by none.
struct DecidedOtherwise {
  /// What it hangs on.
  enum class If : std::uint8_t {
    Nothing,
    RuleFits,       ///< PostgreSQL's rule fits, which no file tells
    NoEarlierFits,  ///< none before it does
  };

  AskedConnection witness;  ///< the first one
  const hba::Rule* by_pgbouncer = nullptr;
  const hba::Rule* by_postgresql = nullptr;
  std::size_t others = 0;  ///< roles beside the one of the witness
  If hangs_on = If::Nothing;

  [[nodiscard]] static bool is_refused(const hba::Rule* rule) {
    return rule == nullptr || rule->method == hba::Method::Reject;
  }
};

struct TwoServers {
  /// One for each pair of rules that decide; of what is not certain one for each rule of
  /// PostgreSQL's of which nothing certain is told.
  std::vector<DecidedOtherwise> all;
  bool is_whole = true;  ///< else there were too many situations to look at all
};

/// Compares what the rules of one file are to PgBouncer and to PostgreSQL, about every role,
/// database, address and state of TLS that any rule tells apart. Deterministic. Cost: at most some
/// tenths of a second, however long the file is.
[[nodiscard]] TwoServers compare_servers(const hba::Rules& pgbouncer, const hba::Rules& postgresql);

}  // namespace accessdrift::pgbouncer
