#include <doctest/doctest.h>

#include <array>
#include <random>
#include <vector>

#include "accessdrift/format/proxysql/overriding.h"

namespace accessdrift::proxysql {
namespace {

bool may_both_fit(const std::optional<std::string>& a, const std::optional<std::string>& b) {
  return !a || !b || *a == *b;
}

/// Looks at each later rule.
const Rule* overriding_slowly(const std::vector<const Rule*>& rules, std::size_t at) {
  const Rule& rule = *rules[at];
  if (rule.is_last || rule.is_answer || rule.hostgroup < 0 || !rule.drawn_flags.empty())
    return nullptr;
  const std::int64_t flag = rule.flag_out >= 0 ? rule.flag_out : rule.flag_in;
  for (std::size_t i = at + 1; i < rules.size(); ++i) {
    const Rule& later = *rules[i];
    if (later.flag_in == flag && later.hostgroup >= 0 && later.hostgroup != rule.hostgroup &&
        !later.is_answer && may_both_fit(rule.username, later.username) &&
        may_both_fit(rule.schemaname, later.schemaname))
      return &later;
  }
  return nullptr;
}

TEST_CASE("overriding_rules: the first of all later ones that tells another hostgroup") {
  std::mt19937 random(11);
  const auto one_of = [&](std::uint32_t count) {
    return static_cast<std::int64_t>(random() % count);
  };
  const std::array<std::optional<std::string>, 4> texts = {std::nullopt, std::nullopt, "a", "b"};
  std::size_t found = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<Rule> all(static_cast<std::size_t>(1 + one_of(12)));
    std::vector<const Rule*> rules;
    for (Rule& rule : all) {
      rule.username = texts[static_cast<std::size_t>(one_of(4))];
      rule.schemaname = texts[static_cast<std::size_t>(one_of(4))];
      rule.flag_in = one_of(2);
      rule.flag_out = one_of(4) == 0 ? one_of(2) : -1;
      rule.hostgroup = one_of(4) - 1;
      rule.is_answer = one_of(6) == 0;
      rule.is_last = one_of(3) == 0;
      if (one_of(8) == 0) rule.drawn_flags = {1};
      rules.push_back(&rule);
    }
    const std::vector<const Rule*> overriding = overriding_rules(rules);
    REQUIRE(overriding.size() == rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
      CHECK(overriding[i] == overriding_slowly(rules, i));
      found += overriding[i] == nullptr ? 0 : 1;
    }
  }
  CHECK(found > 200);
}

}  // namespace
}  // namespace accessdrift::proxysql
