#pragma once

#include <map>
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
  /// One of several flags at random, and that it is this one.
  [[nodiscard]] std::string draws(const Rule& rule, std::int64_t flag);

 private:
  struct Part;
  void add(ConditionText& made, const Rule& rule, std::string_view column,
           const std::string& condition);
  [[nodiscard]] std::string pattern(const Rule& rule, std::string_view column,
                                    const std::string& attribute, const std::string& pattern);
  [[nodiscard]] std::string unless_rewritten(const Rule& rule, const std::string& condition);
  [[nodiscard]] std::string unknown(std::string_view what, std::string_view text, const Rule& rule,
                                    Place place);
  [[nodiscard]] ConditionText condition_of(const Rule& rule);

  Writing& writing_;
  std::map<std::int64_t, std::string> known_;
  std::vector<const Rule*> rewriting_;  ///< by their ids
};

}  // namespace accessdrift::proxysql
