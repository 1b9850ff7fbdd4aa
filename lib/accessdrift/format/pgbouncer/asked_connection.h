#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "accessdrift/base/ip.h"
#include "accessdrift/format/hba/rules.h"

namespace accessdrift::pgbouncer {

/// Stand for whoever and whatever no rule names.
inline constexpr std::string_view kSomebody = "(any other role)";
inline constexpr std::string_view kSomewhere = "(any other database)";

/// A connection that somebody asks for, by no means replication.
struct AskedConnection {
  std::string_view role;  ///< of a rule, which outlives it
  std::string_view database;
  std::optional<IpAddress> address;  ///< none: a Unix socket
  bool has_tls = false;
};

enum class Fits : std::uint8_t { No, Yes, Unknown };

/// Whether a rule fits. Memberships, names of hosts and what only the server's machine tells are
/// not known.
[[nodiscard]] Fits fits(const hba::Rule& rule, const AskedConnection& asked);

/// `from 10.0.0.1 without TLS`, `by a Unix socket`
[[nodiscard]] std::string way_of(const AskedConnection& asked);

/// Rules by whom and by what they name: to decide about one connection not all are looked at.
class Decider {
 public:
  explicit Decider(const std::vector<hba::Rule>& rules);

  struct Decision {
    std::vector<const hba::Rule*>
        possible;                     ///< may decide, in order; whether they fit is not known
    const hba::Rule* rule = nullptr;  ///< decides if none of them does; null: none fits
  };
  /// Returns how many rules were looked at.
  std::size_t decide(const AskedConnection& asked, Decision& decision) const;
  /// Rules that may fit what this one fits, in order.
  [[nodiscard]] std::vector<std::uint32_t> beside(const hba::Rule& rule) const;

 private:
  using Numbers = std::vector<std::uint32_t>;
  using Pair = std::pair<std::string_view, std::string_view>;
  struct HashPair {
    std::size_t operator()(const Pair& pair) const;
  };

  void add(std::uint32_t number);
  [[nodiscard]] const Numbers& about(std::string_view role, std::string_view database) const;

  const std::vector<hba::Rule>& rules_;
  std::unordered_map<Pair, Numbers, HashPair> by_both_;  ///< of a role and a database, or any
  std::unordered_map<std::string_view, Numbers> by_role_, by_database_;
  Numbers of_any_role_, of_any_database_;
};

/// Whether a column has names and nothing else.
[[nodiscard]] bool are_names(const std::vector<hba::NameTerm>& terms);

}  // namespace accessdrift::pgbouncer
