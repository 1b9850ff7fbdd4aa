#include "tests/bench/proxysql_rules.h"

#include <random>

namespace accessdrift::bench {
namespace {

constexpr std::size_t kHostgroups = 20;
const std::string kPath = "proxysql.cnf";

std::string number(std::size_t n) { return std::to_string(n); }

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// Half of them are about one user, the others about anybody.
std::string criteria(std::size_t at, const Sizes& sizes, std::mt19937& random) {
  const auto one_of = [&](std::size_t count) { return number(random() % count); };
  const std::string schema = " schemaname=" + quoted("db" + one_of(sizes.databases / 40 + 1));
  const std::string table = "t" + one_of(sizes.lines / 250 + 1);
  if (at % 2 == 0) return " username=" + quoted("u" + one_of(sizes.roles)) + schema;
  if (at % 10 == 9) return " match_digest=" + quoted("^DELETE FROM " + table + " ");
  return schema + " match_digest=" + quoted("^SELECT c FROM " + table + " ");
}

std::string rule(std::size_t id, const std::string& asks, std::size_t hostgroup, bool is_block) {
  const std::string says =
      is_block ? " error_msg=\"no\"" : " destination_hostgroup=" + number(hostgroup);
  const std::string applies = id % 20 == 7 ? "0" : "1";
  return "  { rule_id=" + number(id) + " active=1" + asks + says + " apply=" + applies + " },\n";
}

struct Rules {
  std::vector<std::string> asks;
  std::vector<std::size_t> hostgroups;
};

std::string written(const Rules& rules) {
  std::string made;
  for (std::size_t i = 0; i < rules.asks.size(); ++i)
    made += rule(10 * (i + 1), rules.asks[i], rules.hostgroups[i], i % 10 == 9);
  return made;
}

std::string listed(const std::string& name, std::string entries) {
  entries.erase(entries.rfind(','), 1);
  return name + " = (\n" + entries + ")\n";
}

}  // namespace

Case proxysql_rules(const Sizes& sizes) {
  std::mt19937 random(5);
  Rules rules;
  for (std::size_t i = 0; i < sizes.lines; ++i) {
    rules.asks.push_back(criteria(i, sizes, random));
    rules.hostgroups.push_back(random() % kHostgroups);
  }
  std::string users, servers, one;
  for (std::size_t i = 0; i < sizes.roles; ++i) {
    const std::string user = "  { username=" + quoted("u" + number(i)) + " password=\"secret" +
                             number(i) + "\" default_hostgroup=" + number(i % kHostgroups) +
                             " },\n";
    users += user;
    if (i == sizes.roles / 2) one = user;
  }
  for (std::size_t h = 0; h < kHostgroups; ++h)
    servers +=
        "  { address=" + quoted("db" + number(h)) + " port=3306 hostgroup=" + number(h) + " },\n";
  const auto files = [&](const std::string& of_users, const std::string& of_rules) {
    return Files{{"accessdrift.yaml", "sources:\n  - proxysql: " + kPath + "\n"},
                 {kPath, listed("mysql_servers", servers) + listed("mysql_users", of_users) +
                             listed("mysql_query_rules", of_rules)}};
  };
  const std::string before = written(rules);
  Case made{"proxysql", files(users, before), {}};
  const auto with = [&](std::size_t at, std::size_t hostgroup) {
    Rules edited = rules;
    edited.hostgroups[at] = hostgroup;
    return files(users, written(edited));
  };
  // One is about a user, the other about everybody.
  const std::size_t middle = sizes.lines / 2 / 10 * 10;
  made.edits.emplace_back("rule-of-one-changed", with(middle, kHostgroups));
  made.edits.emplace_back("rule-of-all-changed", with(middle + 5, kHostgroups));
  made.edits.emplace_back("rule-added-first",
                          files(users, rule(1, " match_digest=\"^SELECT\"", 3, false) + before));
  const std::string removed =
      rule(10 * (middle + 5), rules.asks[middle + 4], rules.hostgroups[middle + 4], false);
  std::string fewer = before;
  fewer.erase(fewer.find(removed), removed.size());
  made.edits.emplace_back("rule-removed", files(users, fewer));
  std::string without = users;
  without.erase(without.find(one), one.size());
  made.edits.emplace_back("user-removed", files(without, before));
  return made;
}

}  // namespace accessdrift::bench
