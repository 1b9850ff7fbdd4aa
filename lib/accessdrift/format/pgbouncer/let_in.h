#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/hba/rules.h"
#include "accessdrift/format/pgbouncer/claims.h"
#include "accessdrift/format/pgbouncer/policies.h"
#include "accessdrift/format/pgbouncer/pool.h"

namespace accessdrift::pgbouncer {

/// How users prove who they are, and which of them can.
struct Proof {
  Conditions conditions;      ///< none: none is asked for
  bool needs_user = true;     ///< nobody is let in whom no list has
  bool needs_secret = false;  ///< an empty one fits no password
  bool is_scram = false;      ///< nor does one that is stored for md5
  bool is_trust = false;      ///< whoever says the name of a user is taken for him
};

/// A rule, or a part of it, while its policies are made.
struct Part {
  std::string id;
  Place place;
  Conditions match;
  bool is_current = true;
  bool is_reject = false;
  Proof proof;
  const hba::Rule* mapped = nullptr;  ///< one whose map is known
  std::string rule = {};              ///< the id of all of the rule
  bool names_users = true;            ///< else whoever is called as a database
};

/// Declares the policies of parts of rules: which of those that are named get in.
class LetIn {
 public:
  /// Whom a part is about; nothing: everybody.
  using Names = Claims::Names;

  LetIn(SourceReading& reading, const Pool& pool, Policies& policies)
      : reading_(reading),
        pool_(pool),
        instance_(pool.instance()),
        policies_(policies),
        claims_(pool) {}

  /// Before all parts: turns away whom another system lists, and this pool does not.
  void turn_unlisted_away(const std::vector<std::string>& from);
  void decide(const Part& part, const Reached& reached, const Names& all_names);
  /// From these resources, whoever it is.
  void turn_all_away(const Part& part, const std::vector<std::string>& from);

  /// An id that no other part has.
  [[nodiscard]] std::string unique(const std::string& id);
  /// The policies in their order, as members of a set.
  [[nodiscard]] const std::vector<std::pair<std::string, bool>>& members() const {
    return members_;
  }
  /// More come of the rules than anybody would wait for, which is told.
  [[nodiscard]] bool is_too_large() const { return is_too_large_; }
  /// Groups of users that they name.
  [[nodiscard]] const std::set<std::string_view>& groups() const { return groups_; }
  /// Resources where somebody gets in who claims to be a user.
  [[nodiscard]] const std::set<std::string>& claimed() const { return claimed_; }

 private:
  /// A policy of a part.
  struct Said {
    std::string_view ending;  ///< of its id
    Effect effect = Effect::Allow;
    std::vector<Mention> who;
    Conditions when;
    bool is_implied = false;
    std::string_view action = {};  ///< empty: every one
  };

  /// Whether somebody else lists people, on any side: another system, or a second pool. Of a pool
  /// whose users are known.
  [[nodiscard]] bool are_others_listed() const {
    const bool is_only_list = reading_.beside.is_alone && !reading_.between.is_told(kSeveralPools);
    return !is_only_list && !pool_.is_open();
  }
  [[nodiscard]] Names existing(const Part& part, const Reached& reached, const Names& names);
  void decide_unlisted(const Part& part, const std::vector<std::string>& to,
                       std::vector<Mention> who, bool are_all);
  void let_in(const Part& part, const Reached& reached, const Names& names);
  void let_in_mapped(const Part& part, const Reached& reached, const Names& names);
  void let_in_listed(const Part& part, const std::vector<std::string>& to, const Names& names);
  void let_in_any(const Part& part, const std::vector<std::string>& to, const Names& names);
  void let_in_claimed(const Part& part, const Reached& reached, const Names& names);
  /// Whether on one side some of the users exist whom a part names, and on another one none does:
  /// then the condition that says so, and else nothing.
  [[nodiscard]] Conditions are_some_there(const Part& part, const Reached& reached,
                                          const Names& names);
  /// What else is asked of those whose secret may not fit, on some side. `are_others`: they
  /// can be looked up on the server.
  [[nodiscard]] Conditions fitting(const Part& part, const Names& names, bool are_others);
  [[nodiscard]] Conditions fitting_scram(const Part& part, const Names& names);
  [[nodiscard]] bool may_have(const Names& names, Secret secret);
  [[nodiscard]] std::string not_in(std::string_view list);
  [[nodiscard]] std::vector<Mention> mentions(const Names& names, std::string_view all,
                                              MentionKind kind_of_all, Place place) const;
  [[nodiscard]] Mention group(std::string_view name, Place place);
  void add(const Part& part, const std::vector<std::string>& to, Said said);

  SourceReading& reading_;
  const Pool& pool_;
  const Instance& instance_;
  Policies& policies_;
  Claims claims_;
  std::vector<std::pair<std::string, bool>> members_;
  std::map<std::string, int> ids_;
  std::set<std::string_view> groups_;
  std::set<std::string> claimed_;
  bool is_too_large_ = false;
};

}  // namespace accessdrift::pgbouncer
