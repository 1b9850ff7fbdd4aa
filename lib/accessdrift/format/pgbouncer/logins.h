#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/pgbouncer/let_in.h"
#include "accessdrift/format/pgbouncer/policies.h"
#include "accessdrift/format/pgbouncer/pool.h"

namespace accessdrift::pgbouncer {

/// Declares who gets where in an instance: a set of the rules that it reads, of which the first
/// that fits decides.
class Logins {
 public:
  Logins(SourceReading& reading, const Pool& pool, const VersionedRules& rules);

  /// The id of the set.
  std::string declare();
  /// Groups of users that the rules name.
  [[nodiscard]] const std::set<std::string_view>& groups() const { return let_in_.groups(); }
  /// Resources where somebody gets in who claims to be a user.
  [[nodiscard]] const std::set<std::string>& claimed() const { return let_in_.claimed(); }

 private:
  void read_line(const HbaLine& line);
  void read_rule(const LineReading& reading, const std::string& id, const std::string& rule_id);
  void decide_databases(const hba::Rule& rule, const Part& part, const LetIn::Names& who);
  void read_same(const LineReading& reading, const Part& part);
  void read_own(const LineReading& reading, const Part& part);
  void read_auth_type(AuthType type);
  void turn_others_away();

  /// `match`: what is asked for, too.
  [[nodiscard]] Proof proof_of(hba::Method method, const hba::Rule& rule, const Conditions& match);
  [[nodiscard]] Conditions match_of(const LineReading& reading);
  [[nodiscard]] std::string network(const hba::Address& address, Place place);

  [[nodiscard]] bool has_map(const hba::Rule& rule, bool is_current);
  [[nodiscard]] std::string id_of(const HbaLine& line);

  SourceReading& reading_;
  const Pool& pool_;
  const Instance& instance_;
  const VersionedRules& rules_;
  Policies policies_;
  LetIn let_in_;
  std::map<std::string, std::string> networks_;  ///< by address
};

}  // namespace accessdrift::pgbouncer
