#include "accessdrift/format/proxysql/beside_database.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "accessdrift/base/text.h"

namespace accessdrift::proxysql {
namespace {

/// What of each row, and of the settings, decides.
class Said {
 public:
  /// Of settings only if both tell some.
  Said(const Instance& instance, bool has_settings) {
    for (const User& user : instance.users)
      add("user `" + shortened(user.name) + "`", user.hostgroup, user.is_active, user.is_fast);
    for (const Rule& rule : instance.rules) add(rule);
    for (const FastRoute& route : instance.fast_routes)
      add("a row of the fast routing", route.username, route.schemaname, route.flag,
          route.hostgroup);
    for (const WhitelistUser& user : instance.whitelist_users)
      add("a user of the whitelist", user.username, user.client_address, user.is_protecting);
    for (const WhitelistRule& rule : instance.whitelist_rules)
      add("a rule of the whitelist", rule.username, rule.client_address, rule.schemaname, rule.flag,
          rule.digest);
    for (const Server& server : instance.servers)
      add("server `" + shortened(server.name) + "` of hostgroup " +
          std::to_string(server.hostgroup));
    for (const Cluster& cluster : instance.clusters) {
      std::string hostgroups;
      for (const std::int64_t number : cluster.hostgroups)
        hostgroups += ' ' + std::to_string(number);
      add("a cluster of hostgroups" + hostgroups);
    }
    if (!has_settings) return;
    add("what is set of digests, the firewall and patterns", instance.has_digests,
        instance.has_firewall, instance.has_re2, instance.iterations);
  }

  /// By what a row is called, and which of these it is.
  [[nodiscard]] const std::map<std::string, std::string>& all() const { return all_; }

 private:
  void add(const Rule& rule) {
    std::string drawn;
    for (const std::int64_t flag : rule.drawn_flags) drawn += std::to_string(flag) + ' ';
    add(rule.name(), rule.is_active, rule.username, rule.schemaname, rule.client_addr,
        rule.proxy_addr, rule.proxy_port, rule.digest, rule.match_digest, rule.match_pattern,
        rule.is_negated, rule.is_caseless, rule.flag_in, rule.flag_out, drawn, rule.rewrites,
        rule.hostgroup, rule.next_flag, rule.mirror, rule.is_answer, rule.is_block, rule.is_last);
  }

  /// Rows that are called alike are told apart by what they say.
  template <typename... Values>
  void add(std::string name, const Values&... values) {
    std::string said;
    ((said += text_of(values) + '\x1f'), ...);
    if (name.starts_with("a ")) name += '\x1f' + said;
    all_[name] = said;
  }

  template <typename Value>
  static std::string text_of(const Value& value) {
    if constexpr (std::is_arithmetic_v<Value>) {
      return std::to_string(value);
    } else if constexpr (std::is_same_v<Value, std::optional<std::string>>) {
      return value.value_or("\x1e");
    } else {
      return value;
    }
  }

  std::map<std::string, std::string> all_;
};

}  // namespace

void tell_database(SourceReading& reading, Instance& configuration, const Instance& dump) {
  SourceReading::File& file = *configuration.tables.file;
  source::warn(reading, "ignored-configuration",
               "this configuration is not read: there is a dump of the database",
               {file.declarations.text.get(), {0, 0}})
      .label = "`" + dump.tables.file->document.text->path() + "` tells what counts";
  read_rows(reading, configuration);
  const bool have_settings =
      !configuration.tables.variables.empty() && !dump.tables.variables.empty();
  const std::map<std::string, std::string> here = Said(configuration, have_settings).all();
  const std::map<std::string, std::string> there = Said(dump, have_settings).all();
  std::string first;
  std::size_t count = 0;
  const auto compare = [&](const auto& some, const auto& others, bool is_known) {
    for (const auto& [name, said] : some) {
      const auto other = others.find(name);
      const bool differs = other == others.end() || (is_known && other->second != said);
      if (differs && count++ == 0) first = name;
    }
  };
  compare(here, there, true);
  compare(there, here, false);
  if (count == 0) return;
  Diagnostic& made =
      source::remark(file, "PXY01", Severity::Warning,
                     "the configuration is not what ProxySQL runs with: " + std::to_string(count) +
                         (count == 1 ? " row differs" : " rows differ"),
                     {0, 0});
  made.span = {file.declarations.text.get(), {0, 0}};
  made.label = first.substr(0, first.find('\x1f')) + (count == 1 ? "" : " and others") +
               "; the database counts";
}

}  // namespace accessdrift::proxysql
