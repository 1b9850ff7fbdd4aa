#include "accessdrift/format/pgbouncer/pgbouncer.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/format/pgbouncer/backend.h"
#include "accessdrift/format/pgbouncer/console.h"
#include "accessdrift/format/pgbouncer/files.h"
#include "accessdrift/format/pgbouncer/instance.h"
#include "accessdrift/format/pgbouncer/logins.h"
#include "accessdrift/format/pgbouncer/policies.h"
#include "accessdrift/format/pgbouncer/pool.h"
#include "accessdrift/format/pgbouncer/remarks.h"
#include "accessdrift/format/pgbouncer/versioned_rules.h"
#include "accessdrift/format/unread_files.h"

namespace accessdrift::pgbouncer {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(kBlanks) + 1 - begin);
}

/// The file that a line of a configuration names; empty: none.
std::string_view named_by_setting(std::string_view line) {
  constexpr std::string_view kInclude = "%include";
  constexpr std::array<std::string_view, 3> kSettings = {"auth_file", "auth_hba_file",
                                                         "auth_ident_file"};
  const std::string_view text = trimmed(line);
  if (text.starts_with(kInclude)) return trimmed(text.substr(kInclude.size()));
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos) return {};
  const bool names_one =
      std::ranges::find(kSettings, trimmed(text.substr(0, sign))) != kSettings.end();
  return names_one ? trimmed(text.substr(sign + 1)) : std::string_view();
}

/// Of an `auth_file`, whatever it is called: whoever is printed of it keeps his secret.
void hide_secrets(SourceReading::File& file) {
  source::show_instead(file, without_secrets(file.declarations.text->bytes()));
}

/// Files that nothing names hold nobody.
void tell_unused(SourceReading& reading, const std::set<const SourceText*>& used) {
  std::vector<const SourceReading::File*> unread;
  for (const SourceReading::File& file : reading.files) {
    if (!used.contains(file.document.text.get())) unread.push_back(&file);
  }
  source::tell_unread_files(reading, unread,
                            "no `auth_file`, `auth_hba_file` or `%include` means it",
                            "PgBouncer is told by files with a section [pgbouncer] or [databases], "
                            "and by what they name: "
                            "take other files out of `sources`");
}

/// Files that rules name.
void use_named(const VersionedRules& rules, std::set<const SourceText*>& used) {
  for (const HbaLine& line : rules.lines) {
    for (const LineReading& one : line.readings) {
      for (const hba::NameTerm& name : one.rule.databases) used.insert(name.span.text);
      for (const hba::NameTerm& name : one.rule.roles) used.insert(name.span.text);
    }
  }
  for (const hba::Refused& line : rules.refused) used.insert(line.problem.span.text);
}

void tell_ignored(SourceReading& reading, const VersionedRules& rules) {
  for (const hba::Refused& line : rules.refused) {
    Diagnostic& problem =
        source::warn(reading, "ignored-line",
                     "PgBouncer " + reading.version.version +
                         " does not read this rule: " + line.problem.message,
                     line.problem.span.is_known() ? line.problem.span : line.span);
    problem.label = line.is_reject ? "so it turns nobody away" : "so it lets nobody in";
    problem.help = line.problem.help;
  }
}

bool is_pgbouncers_section(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.starts_with("[pgbouncer]") || text.starts_with("[databases]");
}

void use(const Instance& instance, std::set<const SourceText*>& used) {
  for (const SourceReading::File* const file : instance.ini.included)
    used.insert(file->document.text.get());
  for (const SourceReading::File* const file :
       {instance.file, instance.userlist, instance.hba, instance.ident})
    if (file != nullptr) used.insert(file->document.text.get());
}

}  // namespace

bool recognizes(NodeView root) {
  if (!root.is_sequence() || !root.document().text->path().ends_with(".ini")) return false;
  for (NodeView line = root.first_child(); !line.is_end(root); line = line.next_sibling()) {
    if (line.is_scalar() && is_pgbouncers_section(line.scalar())) return true;
  }
  return false;
}

std::vector<NamedFile> names_files(const Document& file) {
  std::vector<NamedFile> named = hba::named_files(file);
  const NodeView root(file);
  if (!root.is_sequence()) return named;
  for (NodeView line = root.first_child(); !line.is_end(root); line = line.next_sibling()) {
    const std::string_view path =
        line.is_scalar() ? named_by_setting(line.scalar()) : std::string_view();
    if (!path.empty()) named.push_back({std::string(path)});
  }
  return named;
}

void read(SourceReading& reading) {
  Files files(reading);
  // What every rule may ask for.
  for (const std::string_view fact : {"request.tls", "auth.password"})
    Policies(reading, reading.files.front()).declare_fact(fact, {0, 0});
  const std::vector<Instance> instances = read_instances(reading, files);
  if (instances.size() > 1) reading.between.tell(kSeveralPools);
  std::set<const SourceText*> used;
  std::set<const SourceReading::File*> told;
  for (const Instance& instance : instances) {
    use(instance, used);
    if (instance.userlist != nullptr) hide_secrets(*instance.userlist);
    VersionedRules rules;
    const bool has_rules = instance.auth_type == AuthType::Hba && instance.hba != nullptr;
    if (has_rules) rules = read_versioned_rules(reading, files, *instance.hba);
    if (has_rules && told.insert(instance.hba).second) tell_ignored(reading, rules);
    use_named(rules, used);
    const Pool pool(instance, rules, reading.told_apart, reading.beside.databases);
    add_remarks(reading, files, pool, rules);
    Logins logins(reading, pool, rules);
    std::vector<std::string> gates = {logins.declare()};
    for (std::string& gate : declare_passages(reading, pool, logins.claimed()))
      gates.push_back(std::move(gate));
    declare_gates(reading, pool, gates);
    pool.declare(reading, logins.groups());
  }
  tell_unused(reading, used);
}

}  // namespace accessdrift::pgbouncer
