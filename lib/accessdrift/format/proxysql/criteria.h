#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/proxysql/address.h"
#include "accessdrift/format/proxysql/writing.h"

namespace accessdrift::proxysql {

/// What requests rules fit, but for whose they are: a condition for each rule, by its name.
class Criteria {
 public:
  explicit Criteria(Writing& writing);

  /// `conditions.query_rule_7`, declared once; empty: it fits every request.
  [[nodiscard]] const std::string& of(const Rule& rule);
  /// That the client's address is this one.
  [[nodiscard]] std::string comes_from(const ClientAddress& address, std::string_view text, At at);
  /// Whether a rule ends the chain, and which flag it sets, here and on the other side: what
  /// differs is told by a condition, so that it is an edit of the rule alone.
  struct Endings {
    bool may_end = false;
    bool may_go_on = false;
  };
  [[nodiscard]] Endings endings_of(const Rule& rule) const;
  /// That it does; declared.
  [[nodiscard]] std::string ends(const Rule& rule);
  /// In the order in which they are asked for; -1, and that of the rule itself, come last.
  [[nodiscard]] std::vector<std::int64_t> flags_of(const Rule& rule) const;
  [[nodiscard]] std::string sets(const Rule& rule, std::int64_t flag);

  /// One of several flags at random, and that it is this one.
  [[nodiscard]] std::string draws(const Rule& rule, std::int64_t flag);

 private:
  void add(ConditionText& made, const Rule& rule, std::string_view column,
           const std::string& condition);
  [[nodiscard]] std::string pattern(const Rule& rule, std::string_view column,
                                    const std::string& attribute, const std::string& pattern);
  [[nodiscard]] std::string unless_rewritten(const Rule& rule, const std::string& condition);
  [[nodiscard]] std::string unknown(std::string_view what, std::string_view text, const Rule& rule,
                                    Place place);
  void tell_how_matched(ConditionText& made, const Rule& rule) const;
  [[nodiscard]] ConditionText condition_of(const Rule& rule);
  [[nodiscard]] Name rule_of(const Rule& rule) const;
  [[nodiscard]] std::string condition_name(const Rule& rule) const;
  [[nodiscard]] std::string constant(const Rule& rule, const std::string& name, bool is_true,
                                     std::string_view column);

  Writing& writing_;
  std::map<std::int64_t, std::string> known_;
  std::set<std::string> constants_;
  std::vector<const Rule*> rewriting_;  ///< by their ids
};

}  // namespace accessdrift::proxysql
