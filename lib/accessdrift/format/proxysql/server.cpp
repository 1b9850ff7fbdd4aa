#include "accessdrift/format/proxysql/server.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>

#include "accessdrift/base/text.h"
#include "accessdrift/format/proxysql/row_values.h"
#include "accessdrift/format/proxysql/rule_row.h"

namespace accessdrift::proxysql {
namespace {

bool is_bool(std::int64_t value) { return value == 0 || value == 1; }

/// Keeps one row of each key: the later one, or where a dump only inserts the first one.
template <typename T>
class ByKey {
 public:
  explicit ByKey(std::vector<T>& rows) : rows_(rows) {}

  void add(const std::string& key, T made) {
    const auto [known, is_new] = known_.try_emplace(key, rows_.size());
    if (is_new) {
      rows_.push_back(std::move(made));
    } else if (made.row->replaces) {
      rows_[known->second] = std::move(made);
    }
  }

 private:
  std::vector<T>& rows_;
  std::unordered_map<std::string, std::size_t> known_;
};

class Rows {
 public:
  Rows(SourceReading& reading, Instance& instance) : reading_(reading), instance_(instance) {}

  void read() {
    read_variables();
    read_users();
    read_rules();
    read_fast_routes();
    read_firewall();
    read_servers();
    for (const std::string_view table :
         {"mysql_replication_hostgroups", "mysql_group_replication_hostgroups",
          "mysql_galera_hostgroups", "mysql_aws_aurora_hostgroups"})
      for (const Row& row : instance_.tables.of(table)) read_cluster(row);
  }

 private:
  [[nodiscard]] const Cell* variable(std::string_view name) const {
    const auto found = instance_.tables.variables.find(name);
    return found == instance_.tables.variables.end() ? nullptr : &found->second.cell;
  }
  [[nodiscard]] bool is_set(std::string_view name, bool otherwise) const {
    const Cell* const cell = variable(name);
    if (cell == nullptr) return otherwise;
    const std::string said = fold_ascii(cell->text);
    if (said == "true" || said == "1") return true;
    return said == "false" || said == "0" ? false : otherwise;
  }
  [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t otherwise) const {
    const Cell* const cell = variable(name);
    return cell == nullptr ? otherwise : whole_number(cell->text).value_or(otherwise);
  }

  void read_variables() {
    instance_.has_digests = is_set("mysql-query_digests", true);
    instance_.has_firewall = is_set("mysql-firewall_whitelist_enabled", false);
    instance_.has_re2 = number("mysql-query_processor_regex", 1) == 2;
    instance_.iterations = std::max<std::int64_t>(number("mysql-query_processor_iterations", 0), 0);
  }

  void read_users() {
    ByKey<User> known(instance_.users);
    for (const Row& row : instance_.tables.of("mysql_users")) {
      RowValues values(reading_, row);
      // The rows for servers say nothing of clients.
      if (row.is_of_dump && values.integer("frontend", 1) == 0) continue;
      const std::optional<std::string> name = values.needed_text("username");
      if (!name) continue;
      const std::int64_t active = values.integer("active", 1);
      const std::int64_t fast = values.integer("fast_forward", 0);
      User user;
      user.name = *name;
      user.row = &row;
      user.place = values.place_of("username", row.place);
      user.hostgroup = values.integer("default_hostgroup", 0);
      user.hostgroup_place = values.place_of("default_hostgroup", user.place);
      user.fast_place = values.place_of("fast_forward", user.place);
      user.is_fast = fast == 1;
      user.is_active = active == 1 && user.hostgroup >= 0;
      user.active_place =
          user.hostgroup < 0 ? user.hostgroup_place : values.place_of("active", user.place);
      if (!values.check(is_bool(active), "active", "0 or 1")) continue;
      if (!values.check(is_bool(fast), "fast_forward", "0 or 1")) continue;
      known.add(*name, std::move(user));
    }
  }

  void read_rules() {
    ByKey<Rule> known(instance_.rules);
    for (const Row& row : instance_.tables.of("mysql_query_rules")) {
      std::optional<Rule> rule = read_rule(reading_, row);
      if (!rule) continue;
      const std::string key = std::to_string(rule->id);
      known.add(key, std::move(*rule));
    }
    std::ranges::sort(instance_.rules, {}, &Rule::id);
  }

  void read_fast_routes() {
    ByKey<FastRoute> known(instance_.fast_routes);
    for (const Row& row : instance_.tables.of("mysql_query_rules_fast_routing")) {
      RowValues values(reading_, row);
      const std::optional<std::string> username = values.needed_text("username");
      const std::optional<std::string> schema = values.needed_text("schemaname");
      if (!username || !schema) continue;
      FastRoute route{*username, *schema, values.integer("flagIN", 0),
                      values.integer("destination_hostgroup", -1), &row};
      if (!values.check(route.hostgroup >= 0, "destination_hostgroup", "a hostgroup")) continue;
      const std::string key = *username + '\x1f' + *schema + '\x1f' + std::to_string(route.flag);
      known.add(key, std::move(route));
    }
  }

  void read_firewall() {
    ByKey<WhitelistUser> users(instance_.whitelist_users);
    for (const Row& row : instance_.tables.of("mysql_firewall_whitelist_users")) {
      RowValues values(reading_, row);
      const std::optional<std::string> username = values.needed_text("username");
      const std::string address = values.text("client_address").value_or("");
      const std::string mode = values.text("mode").value_or("OFF");
      const bool is_known = mode == "OFF" || mode == "DETECTING" || mode == "PROTECTING";
      if (!username || values.integer("active", 1) != 1) continue;
      if (!values.check(is_known, "mode", "OFF, DETECTING or PROTECTING")) continue;
      users.add(*username + '\x1f' + address, {*username, address, mode == "PROTECTING", &row});
    }
    ByKey<WhitelistRule> rules(instance_.whitelist_rules);
    for (const Row& row : instance_.tables.of("mysql_firewall_whitelist_rules")) {
      RowValues values(reading_, row);
      const std::optional<std::string> username = values.needed_text("username");
      const std::optional<std::string> digest = values.needed_text("digest");
      if (!username || !digest || values.integer("active", 1) != 1) continue;
      const std::optional<std::string> number = digest_of(*digest);
      if (!values.check(number.has_value(), "digest", "a digest like 0x1D2CC217C860282")) continue;
      WhitelistRule rule{*username,
                         values.text("client_address").value_or(""),
                         values.text("schemaname").value_or(""),
                         values.integer("flagIN", 0),
                         *number,
                         &row};
      const std::string key = rule.username + '\x1f' + rule.client_address + '\x1f' +
                              rule.schemaname + '\x1f' + std::to_string(rule.flag) + '\x1f' +
                              rule.digest;
      rules.add(key, std::move(rule));
    }
  }

  void read_servers() {
    ByKey<Server> known(instance_.servers);
    for (const Row& row : instance_.tables.of("mysql_servers")) {
      RowValues values(reading_, row);
      const bool has_address = row.find("address") != nullptr;
      const bool has_group = row.find("hostgroup") != nullptr;
      const std::optional<std::string> host =
          values.needed_text(has_address ? "address" : "hostname");
      if (!host) continue;
      const std::int64_t hostgroup =
          values.integer(has_group ? "hostgroup" : "hostgroup_id", row.is_of_dump ? 0 : -1);
      if (!values.check(hostgroup >= 0, "hostgroup", "a hostgroup")) continue;
      if (fold_ascii(values.text("status").value_or("")) == "offline_hard") continue;
      const std::int64_t port = values.integer("port", 3306);
      Server server{hostgroup, port == 0 ? *host : *host + ':' + std::to_string(port), &row};
      const std::string key = std::to_string(hostgroup) + '\x1f' + server.name;
      known.add(key, std::move(server));
    }
  }

  void read_cluster(const Row& row) {
    RowValues values(reading_, row);
    // A configuration does not tell it.
    if (row.is_of_dump && values.integer("active", 1) != 1) return;
    Cluster cluster;
    cluster.row = &row;
    for (const std::string_view name :
         {"writer_hostgroup", "backup_writer_hostgroup", "reader_hostgroup"}) {
      const std::int64_t hostgroup = values.integer(name, -1);
      if (hostgroup >= 0) cluster.hostgroups.push_back(hostgroup);
    }
    instance_.clusters.push_back(std::move(cluster));
  }

  SourceReading& reading_;
  Instance& instance_;
};

}  // namespace

/// As `strtoull` takes it: what stands behind its digits does not matter.
std::optional<std::string> digest_of(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.starts_with('0')) {
    base = 8;
  }
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (read.ec != std::errc() || number == 0 || number == ~std::uint64_t{0}) return std::nullopt;
  constexpr std::size_t kDigits = 16;
  std::string digits(kDigits, '0');
  for (std::size_t i = kDigits; i > 0; --i, number /= kDigits)
    digits[i - 1] = "0123456789ABCDEF"[number % kDigits];
  return "0x" + digits;
}

void read_rows(SourceReading& reading, Instance& instance) { Rows(reading, instance).read(); }

}  // namespace accessdrift::proxysql
