#include "accessdrift/format/proxysql/dump_columns.h"

#include <algorithm>
#include <array>

namespace accessdrift::proxysql {
namespace {

struct Columns {
  std::string_view table;
  std::string_view names;  ///< with blanks between them
};

constexpr std::array<Columns, 11> kColumns = {{
    {"mysql_users",
     "username password active use_ssl default_hostgroup default_schema schema_locked "
     "transaction_persistent fast_forward backend frontend max_connections attributes comment"},
    {"mysql_query_rules",
     "rule_id active username schemaname flagin client_addr proxy_addr proxy_port digest "
     "match_digest match_pattern negate_match_pattern re_modifiers flagout replace_pattern "
     "destination_hostgroup cache_ttl cache_empty_result cache_timeout reconnect timeout retries "
     "delay next_query_flagin mirror_flagout mirror_hostgroup error_msg ok_msg sticky_conn "
     "multiplex gtid_from_hostgroup log apply attributes comment"},
    {"mysql_query_rules_fast_routing", "username schemaname flagin destination_hostgroup comment"},
    {"mysql_servers",
     "hostgroup_id hostname port gtid_port status weight compression max_connections "
     "max_replication_lag use_ssl max_latency_ms comment"},
    {"mysql_replication_hostgroups", "writer_hostgroup reader_hostgroup check_type comment"},
    {"mysql_group_replication_hostgroups",
     "writer_hostgroup backup_writer_hostgroup reader_hostgroup offline_hostgroup active "
     "max_writers writer_is_also_reader max_transactions_behind comment"},
    {"mysql_galera_hostgroups",
     "writer_hostgroup backup_writer_hostgroup reader_hostgroup offline_hostgroup active "
     "max_writers writer_is_also_reader max_transactions_behind comment"},
    {"mysql_aws_aurora_hostgroups",
     "writer_hostgroup reader_hostgroup active aurora_port domain_name max_lag_ms "
     "check_interval_ms check_timeout_ms writer_is_also_reader new_reader_weight add_lag_ms "
     "min_lag_ms lag_num_checks comment"},
    {"mysql_firewall_whitelist_users", "active username client_address mode comment"},
    {"mysql_firewall_whitelist_rules",
     "active username client_address schemaname flagin digest comment"},
    {"global_variables", "variable_name variable_value"},
}};

}  // namespace

bool is_read_table(std::string_view name) {
  return std::ranges::find(kColumns, name, &Columns::table) != kColumns.end();
}

std::vector<std::string> usual_columns(std::string_view name) {
  std::vector<std::string> columns;
  const auto* const known = std::ranges::find(kColumns, name, &Columns::table);
  if (known == kColumns.end()) return columns;
  std::string_view rest = known->names;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    columns.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return columns;
}

}  // namespace accessdrift::proxysql
