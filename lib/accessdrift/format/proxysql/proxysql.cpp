#include "accessdrift/format/proxysql/proxysql.h"

#include <algorithm>
#include <deque>
#include <set>
#include <unordered_set>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/format/proxysql/beside_database.h"
#include "accessdrift/format/proxysql/chain.h"
#include "accessdrift/format/proxysql/configuration.h"
#include "accessdrift/format/proxysql/configuration_secrets.h"
#include "accessdrift/format/proxysql/configuration_words.h"
#include "accessdrift/format/proxysql/dump.h"
#include "accessdrift/format/proxysql/firewall.h"
#include "accessdrift/format/proxysql/places.h"
#include "accessdrift/format/proxysql/remarks.h"
#include "accessdrift/format/proxysql/server.h"
#include "accessdrift/format/reserved_ids.h"
#include "accessdrift/format/unread_files.h"

namespace accessdrift::proxysql {
namespace {

using File = SourceReading::File;

constexpr std::array<std::string_view, 3> kSections = {"mysql_users", "mysql_query_rules",
                                                       "mysql_servers"};

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

/// `mysql_users:`, `mysql_users = (`
bool starts_section(std::string_view line) {
  const std::string_view text = trimmed(line);
  return std::ranges::any_of(kSections, [&](std::string_view section) {
    if (!text.starts_with(section)) return false;
    const std::string_view rest = trimmed(text.substr(section.size()));
    return rest.empty() || rest.starts_with('=') || rest.starts_with(':');
  });
}

/// `INSERT INTO main.mysql_users VALUES (`
bool fills_table(std::string_view line) {
  const std::string text = fold_ascii(trimmed(line).substr(0, 120));
  if (!text.starts_with("insert") && !text.starts_with("replace")) return false;
  return std::ranges::any_of(
      kSections, [&](std::string_view section) { return text.find(section) != std::string::npos; });
}

bool is_dump(const File& file) {
  const std::string& path = file.document.text->path();
  if (path.ends_with(".sql")) return true;
  const NodeView root(file.document);
  for (NodeView line = root.first_child(); !line.is_end(root); line = line.next_sibling()) {
    if (line.is_scalar() && starts_section(line.scalar())) return false;
    if (line.is_scalar() && fills_table(line.scalar())) return true;
  }
  return false;
}

/// Such settings decide who gets where, and are not looked at.
void tell_unread(SourceReading& reading, const Instance& instance) {
  const auto tell = [&](const std::string& what, Span span) {
    source::warn(reading, "unread-setting", what + " is not looked at", span).label =
        "what it decides is not told";
  };
  for (const auto& [table, rows] : instance.tables.rows) {
    if (table.starts_with("pgsql_") && !rows.empty())
      tell("`" + table + "`",
           rows.front().span({rows.front().place.begin, rows.front().place.begin + 1}));
  }
  for (const Rule& rule : instance.rules) {
    if (rule.is_active && rule.mirror >= 0)
      tell("`mirror_hostgroup`", rule.row->span(rule.row->find("mirror_hostgroup")->place));
  }
  const auto sqli = instance.tables.variables.find("mysql-automatic_detect_sqli");
  if (sqli != instance.tables.variables.end() &&
      (sqli->second.cell.text == "true" || sqli->second.cell.text == "1"))
    tell("`automatic_detect_sqli`",
         {sqli->second.file->declarations.text.get(), sqli->second.cell.place});
}

void declare(SourceReading& reading, const Instance& instance,
             std::unordered_set<std::string>& users) {
  Writing writing(reading, instance);
  Criteria criteria(writing);
  declare_hostgroups(writing);
  declare_users(writing, users);
  // Rules may name somebody who may not log in.
  writing.add({"active user", Effect::Allow, "", false, std::string(kProxy), "", true},
              writing.start());
  writing.close_set("proxysql logins", Combine::FirstApplicable, writing.start());
  Chain chain(writing, criteria);
  chain.declare_answers();
  chain.declare_routing();
  std::vector<std::string> gates = {"proxysql logins", "proxysql answers", "proxysql routing"};
  if (instance.has_firewall) {
    declare_firewall(writing, criteria, chain);
    gates.emplace_back("proxysql firewall");
  }
  writing.add_set("proxysql decides", Combine::AllOf, writing.start(), gates);
  tell_unread(reading, instance);
}

std::vector<Instance> read_configurations(SourceReading& reading,
                                          const std::vector<File*>& configurations) {
  std::set<const File*> included;
  for (File* const file : configurations)
    source::show_instead(*file, without_secrets(file->document.text->bytes()));
  std::vector<Instance> told;
  for (File* const file : configurations) {
    if (included.contains(file)) continue;
    Instance instance;
    instance.tables = read_configuration(reading, *file, included);
    told.push_back(std::move(instance));
  }
  // A file may have been read before the one that includes it.
  std::erase_if(told, [&](const Instance& one) { return included.contains(one.tables.file); });
  return told;
}

/// Configurations that say nothing are none, unless there is no other one.
void leave_out_silent(std::vector<Instance>& told, std::vector<const File*>& unread,
                      bool keeps_one) {
  const auto is_silent = [](const Instance& one) {
    return one.tables.rows.empty() && one.tables.variables.empty();
  };
  for (const Instance& one : told) {
    if (is_silent(one)) unread.push_back(one.tables.file);
  }
  const bool are_all = std::ranges::all_of(told, is_silent);
  if (are_all && keeps_one && !told.empty()) told.erase(told.begin() + 1, told.end());
  if (!are_all || !keeps_one) std::erase_if(told, is_silent);
}

}  // namespace

bool recognizes(NodeView root) {
  if (!root.is_sequence()) return false;
  const bool is_sql = root.document().text->path().ends_with(".sql");
  for (NodeView line = root.first_child(); !line.is_end(root); line = line.next_sibling()) {
    if (!line.is_scalar()) continue;
    if (is_sql ? fills_table(line.scalar()) : starts_section(line.scalar())) return true;
  }
  return false;
}

/// Of a configuration; an included file may lie in the folder of its own, whatever its path.
std::vector<NamedFile> names_files(const Document& file) {
  constexpr std::string_view kInclude = "@include";
  std::vector<NamedFile> named;
  const std::string_view bytes = file.text->bytes();
  if (!NodeView(file).is_sequence() || bytes.find(kInclude) == std::string_view::npos) return named;
  ConfigurationWords words(bytes);
  for (ConfigurationWord word = words.next(); word.kind != ConfigurationWord::Kind::End;
       word = words.next()) {
    if (word.kind != ConfigurationWord::Kind::Include) continue;
    named.push_back({word.text, false, word.text.substr(word.text.rfind('/') + 1)});
  }
  return named;
}

void read(SourceReading& reading) {
  std::vector<File*> dumps, configurations;
  for (File& file : reading.files) (is_dump(file) ? dumps : configurations).push_back(&file);
  std::vector<const File*> unread;
  std::deque<Instance> instances;
  Tables dumped = read_dump(reading, dumps, unread);
  if (!dumps.empty()) instances.emplace_back().tables = std::move(dumped);
  std::vector<Instance> told = read_configurations(reading, configurations);
  leave_out_silent(told, unread, dumps.empty());
  source::tell_unread_files(
      reading, unread, "there is no section and no table of ProxySQL in it",
      "ProxySQL is told by proxysql.cnf, what that includes, and dumps of its own tables: take "
      "other files out of `sources`");
  if (dumps.empty())
    for (Instance& instance : told) instances.push_back(std::move(instance));
  std::unordered_set<std::string> users;
  for (Instance& instance : instances) {
    if (&instance != &instances.front())
      instance.suffix = " of " + instance.tables.file->document.text->path();
    read_rows(reading, instance);
    declare(reading, instance, users);
    add_remarks(instance);
  }
  if (!dumps.empty())
    for (Instance& instance : told) tell_database(reading, instance, instances.front());
  source::set_reserved_ids_apart(reading, kFormat.name);
}

}  // namespace accessdrift::proxysql
