#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "accessdrift/base/ip.h"
#include "accessdrift/base/names.h"

namespace accessdrift {

/// A way through one system to another one behind it, as that one is asked for it: a database of a
/// pool, for which the pool connects to a server. Whoever takes it needs both: the gate of the pool
/// by who he is, and the server's by what the pool makes of him: it sees the pool's address, the
/// pool's secret, and the role that the pool names.
struct Passage {
  enum class Database : std::uint8_t {
    Named,
    Other,  ///< none that has a name in any file
    Own,    ///< the client's name
  };

  std::string resource;  ///< that is reached
  std::string gate;      ///< the set that the server's reader declares for it
  std::string by;        ///< which system it leads through: `pgbouncer`
  std::string role;      ///< as which the server is asked; empty: the client's own name
  Database database = Database::Named;
  std::string database_name;
  std::optional<IpAddress> address;  ///< from where the server is asked; none: a Unix socket
  /// Conditions, of which the pool's files tell: that it uses TLS, and that it has something for a
  /// server that asks for a password as it is, for an md5 hash of it, or for SCRAM. Empty: the
  /// client's own is taken to fit.
  std::string with_tls;
  std::string for_password, for_md5, for_scram;
  std::string with_certificate;  ///< that it has one for the server, whomever it names
  /// A condition that is true where the pool's files have the passage so; empty: those of all sides
  /// do.
  std::string when;
  bool is_here = true;  ///< else it is one of another side
  /// On some side the pool lets in who claims to be a user, and leads him on by that name.
  bool is_claimed = false;
  /// Clients under their own names whose secret is none, or one for md5.
  std::vector<std::string> without_secret, with_md5;

  /// In one order whatever side they are of.
  [[nodiscard]] auto order() const {
    return std::tie(resource, role, database, database_name, address);
  }
  /// Whether both lead from one resource to one door of the server, in one name and from one place.
  [[nodiscard]] bool leads_as(const Passage& other) const { return order() == other.order(); }

  friend bool operator==(const Passage&, const Passage&) = default;
};

/// What files of other systems on the side of some files are to them.
struct Beside {
  bool has_server = false;          ///< files of the system to which passages lead
  std::vector<Passage> passages;    ///< that lead to theirs
  std::vector<Passage> known;       ///< those of the same pools, by the files of any side
  std::set<std::string> databases;  ///< names that the server's files tell apart
  /// Of a format that heeds lists (`Format::heeds_lists`): by number of an id whether others of any
  /// side list it. Empty: they list nobody.
  std::vector<bool> listed;
  /// No other files of any side list people: a name that files mention and do not list is nobody's.
  bool is_alone = false;

  [[nodiscard]] bool lists(Name id) const {
    return id.index() < listed.size() && listed[id.index()];
  }
  friend bool operator==(const Beside&, const Beside&) = default;
};

}  // namespace accessdrift
