#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {

/// A row of `mysql_users` for clients.
struct User {
  std::string name;
  const Row* row = nullptr;
  Place place;         ///< of the name
  Place active_place;  ///< of what says whether it may come in
  Place hostgroup_place;
  Place fast_place;
  bool is_active = true;
  std::int64_t hostgroup = 0;  ///< `default_hostgroup`
  bool is_fast = false;        ///< `fast_forward`
};

/// A row of `mysql_query_rules`.
struct Rule {
  std::int64_t id = 0;
  const Row* row = nullptr;
  bool is_active = false;
  std::optional<std::string> username, schemaname, client_addr, proxy_addr;
  std::int64_t proxy_port = -1;
  std::optional<std::string> digest, match_digest, match_pattern;
  bool is_negated = false;
  bool is_caseless = false;
  std::int64_t flag_in = 0;
  std::int64_t flag_out = -1;
  std::vector<std::int64_t> drawn_flags;  ///< one of them at random, where there is no `flagOUT`
  bool rewrites = false;
  std::int64_t hostgroup = -1;
  std::int64_t next_flag = -1;
  std::int64_t mirror = -1;
  bool is_answer = false;  ///< `error_msg` or `OK_msg`: no server is asked
  bool is_block = false;   ///< `error_msg`
  bool is_last = false;    ///< `apply`

  [[nodiscard]] std::string name() const { return "query rule " + std::to_string(id); }
};

/// A row of `mysql_query_rules_fast_routing`.
struct FastRoute {
  std::string username;  ///< empty: anybody
  std::string schemaname;
  std::int64_t flag = 0;
  std::int64_t hostgroup = 0;
  const Row* row = nullptr;
};

/// A row of `mysql_firewall_whitelist_users`, and what its user may send.
struct WhitelistUser {
  std::string username, client_address;
  bool is_protecting = false;  ///< else whatever it sends goes through
  const Row* row = nullptr;
};
struct WhitelistRule {
  std::string username, client_address, schemaname;
  std::int64_t flag = 0;
  std::string digest;  ///< `0x` and 16 digits
  const Row* row = nullptr;
};

struct Server {
  std::int64_t hostgroup = 0;
  std::string name;  ///< `db1:3306`
  const Row* row = nullptr;
};

/// Hostgroups between which servers move by themselves.
struct Cluster {
  std::vector<std::int64_t> hostgroups;
  const Row* row = nullptr;
};

/// One ProxySQL.
struct Instance {
  Tables tables;
  std::string suffix;  ///< of ids, of all instances but the first
  std::vector<User> users;
  std::vector<Rule> rules;  ///< by their ids, those that are not active, too
  std::vector<FastRoute> fast_routes;
  std::vector<WhitelistUser> whitelist_users;
  std::vector<WhitelistRule> whitelist_rules;
  std::vector<Server> servers;
  std::vector<Cluster> clusters;
  bool has_digests = true;
  bool has_firewall = false;
  bool has_re2 = false;
  std::int64_t iterations = 0;

  [[nodiscard]] std::string id(std::string_view text) const { return std::string(text) + suffix; }
};

/// Takes rows for what ProxySQL takes them for; what it would not store is told.
void read_rows(SourceReading& reading, Instance& instance);

/// `0x` and 16 digits of a digest as rules write it; nothing if it is none.
[[nodiscard]] std::optional<std::string> digest_of(std::string_view text);

}  // namespace accessdrift::proxysql
