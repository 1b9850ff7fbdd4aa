#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/format/pgbouncer/pool.h"

namespace accessdrift::pgbouncer {

/// Which entries of a pool lead to the server whose files stand beside it, and from where the pool
/// comes there: `backend: {host: "db1, db2:5433", address: 10.0.0.7}`.
class Backend {
 public:
  /// Of `backend` in `sources`; nothing if it is not told. What is wrong with it is reported.
  [[nodiscard]] static std::optional<Backend> told(SourceReading& reading,
                                                   const Instance& instance);

  /// Whether all hosts of an entry are those that are told; an entry leads anywhere if none are.
  [[nodiscard]] bool is_led_to(const Database& database) const;
  /// From where the pool comes to a host; nothing if it is not known.
  [[nodiscard]] std::optional<IpAddress> address_to(const std::string& host) const;
  [[nodiscard]] const SourceOptions& options() const { return *options_; }
  [[nodiscard]] Place place() const { return place_; }

 private:
  const SourceOptions* options_ = nullptr;
  Place place_;
  std::vector<std::string> hosts_;  ///< `db1`, `db2:5433`, `/var/run/postgresql`
  std::optional<IpAddress> address_;
};

/// Of a Unix socket, by which an entry without a host leads, too.
[[nodiscard]] bool is_socket(const std::string& host);
/// The hosts of an entry, between commas; one without any has an empty one.
[[nodiscard]] std::vector<std::string> hosts_of(const Database& database);

/// Tells how the databases of a pool lead to the server, and declares what is not known of those
/// that lead elsewhere. `claimed`: where the pool lets in who claims to be a user. Ids of the sets
/// that have to let somebody in beside the pool's own rules.
[[nodiscard]] std::vector<std::string> declare_passages(SourceReading& reading, const Pool& pool,
                                                        const std::set<std::string>& claimed);

}  // namespace accessdrift::pgbouncer
