#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

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
  [[nodiscard]] const std::set<std::string_view>& groups() const { return groups_; }

 private:
  /// How users prove who they are, and which of them can.
  struct Proof {
    std::string condition;      ///< empty: none is asked for
    bool needs_user = true;     ///< nobody is let in whom no list has
    bool needs_secret = false;  ///< an empty one fits no password
    bool is_scram = false;      ///< nor does one that is stored for md5
  };
  /// Whom a rule is about; nothing: everybody.
  using Names = std::optional<std::vector<std::string>>;
  /// A rule, or a part of it, while its policies are made.
  struct Part {
    std::string id;
    Place place;
    std::string match;  ///< a condition
    bool is_current = true;
    bool is_reject = false;
    Proof proof;
    const hba::Rule* mapped = nullptr;  ///< one whose map is known
    std::string rule = {};              ///< the id of all of the rule
  };

  void read_line(const HbaLine& line);
  void read_rule(const LineReading& reading, const std::string& id, const std::string& rule_id);
  void decide_databases(const hba::Rule& rule, const Part& part, const Names& who);
  void read_same(const LineReading& reading, const Part& part);
  void read_auth_type(AuthType type);
  void turn_others_away();

  /// `match`: a condition that is asked for, too.
  [[nodiscard]] Proof proof_of(hba::Method method, const hba::Rule& rule, const std::string& match);
  [[nodiscard]] std::string match_of(const LineReading& reading);
  [[nodiscard]] std::string network(const hba::Address& address, Place place);

  [[nodiscard]] Names existing(const Part& part, const Reached& reached, const Names& names) const;
  void decide(const Part& part, const Reached& reached, const Names& all_names);
  void let_in(const Part& part, const Reached& reached, const Names& names);
  void let_in_mapped(const Part& part, const Reached& reached, const Names& names);
  [[nodiscard]] bool has_map(const hba::Rule& rule, bool is_current);
  void let_in_listed(const Part& part, const std::vector<std::string>& to, const Names& names);
  void let_in_any(const Part& part, const std::vector<std::string>& to, const Names& names);
  [[nodiscard]] std::vector<Mention> listed(const Part& part, const Names& names, bool with_secret);
  /// A policy of a part.
  struct Said {
    std::string_view ending;  ///< of its id
    Effect effect = Effect::Allow;
    std::vector<Mention> who;
    std::string when;
    bool is_implied = false;
  };
  void add(const Part& part, const std::vector<std::string>& to, Said said);
  [[nodiscard]] Mention group(std::string_view name, Place place);
  [[nodiscard]] std::string unique(const std::string& id);
  [[nodiscard]] std::string id_of(const HbaLine& line);

  SourceReading& reading_;
  const Pool& pool_;
  const Instance& instance_;
  const VersionedRules& rules_;
  Policies policies_;
  std::vector<std::pair<std::string, bool>> members_;
  std::map<std::string, int> ids_;
  std::set<std::string_view> groups_;
  std::map<std::string, std::string> networks_;  ///< by address
};

}  // namespace accessdrift::pgbouncer
