#include "accessdrift/format/pgbouncer/remarks.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hba/families.h"
#include "accessdrift/format/pgbouncer/two_servers.h"

namespace accessdrift::pgbouncer {
namespace {

/// With which PostgreSQL a file of rules is compared.
constexpr std::string_view kPostgreSql = "17";

bool is_of_loopback(const hba::Address& address) {
  return address.kind == hba::Address::Kind::Networks &&
         std::ranges::all_of(address.networks, [](const IpPrefix& network) {
           return is_loopback(first_of(network)) && is_loopback(last_of(network));
         });
}

class Remarks {
 public:
  Remarks(const Files& files, const Pool& pool, const VersionedRules& rules)
      : files_(files), instance_(pool.instance()), rules_(rules) {}

  void add(const std::string& version) {
    for (const hba::Refused& line : rules_.refused) ignored(line);
    for (const HbaLine& line : rules_.lines) {
      for (const LineReading& reading : line.readings)
        if (reading.is_current) rule(reading.rule);
    }
    families();
    for (const Database& database : instance_.databases) forced(database);
    unused_rules();
    fallback();
    console();
    if (instance_.hba != nullptr && instance_.auth_type == AuthType::Hba) two_servers(version);
  }

 private:
  Diagnostic& remark(SourceReading::File& file, std::string_view code, Severity severity,
                     std::string message, Place place) {
    Diagnostic& made = file.declarations.remarks.emplace_back();
    made.code = code;
    made.severity = severity;
    made.message = std::move(message);
    made.span = {file.declarations.text.get(), place};
    return made;
  }

  void ignored(const hba::Refused& line) {
    const bool is_of_names = line.problem.span.text != line.span.text ||
                             line.problem.message.starts_with("could not open");
    Diagnostic& made =
        remark(*instance_.hba, is_of_names ? "PGB10" : "PGB01",
               line.is_reject ? Severity::Error : Severity::Warning,
               line.is_reject ? "PgBouncer passes over a rule that turns somebody away"
                              : "PgBouncer passes over a rule",
               line.span.place);
    made.label = line.problem.message;
    if (is_of_names && line.problem.span.is_known())
      made.notes.push_back({line.problem.span, line.problem.message});
  }

  void rule(const hba::Rule& rule) {
    SourceReading::File& file = *instance_.hba;
    const Place place = rule.span.place;
    if (rule.address.has_host_bits) {
      remark(
          file, "PGB02", rule.method == hba::Method::Reject ? Severity::Error : Severity::Warning,
          "the rule fits nobody: bits are set behind its mask", place_in(rule.address.span, rule))
          .label = rule.address.networks.empty()
                       ? "expected an address without them"
                       : "expected " + accessdrift::to_text(rule.address.networks.front());
    }
    const bool is_tcp = rule.connection != hba::Connection::Local;
    if (is_tcp && rule.method == hba::Method::Trust) {
      remark(file, "PGB07", Severity::Warning,
             is_of_loopback(rule.address) ? "whoever is on this machine is trusted"
                                          : "whoever comes over the network is trusted",
             place)
          .label = "it has but to know the name of a user";
    }
    if (is_tcp && rule.method == hba::Method::Password &&
        rule.connection != hba::Connection::HostSsl && !is_of_loopback(rule.address))
      remark(file, "PGB07", Severity::Warning, "a password may come in clear over the network",
             place)
          .label = "expected `hostssl`, or scram-sha-256";
    for (const auto& [names, are_roles] :
         {std::pair(&rule.databases, false), std::pair(&rule.roles, true)})
      for (const hba::NameTerm& name : *names) term(rule, name, are_roles);
  }

  void families() {
    std::vector<hba::Rule> rules;
    for (const HbaLine& line : rules_.lines) {
      for (const LineReading& reading : line.readings)
        if (reading.is_current) rules.push_back(reading.rule);
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const std::optional<hba::FamilyGap> gap = hba::family_gap(rules, i);
      if (!gap) continue;
      Diagnostic& made = remark(
          *instance_.hba, "PGB12", Severity::Warning,
          gap->is_of_v4 ? "only IPv4 clients are turned away" : "only IPv6 clients are turned away",
          place_in(rules[i].address.span, rules[i]));
      made.label =
          gap->is_of_v4 ? "IPv6 ones go on to the next rule" : "IPv4 ones go on to the next rule";
      made.notes.push_back({gap->later->span, "this rule is about them, too"});
    }
  }

  void term(const hba::Rule& rule, const hba::NameTerm& name, bool is_role) {
    SourceReading::File& file = *instance_.hba;
    const Place place = place_in(name.span, rule);
    const std::string said = "`" + shortened(name.text) + "`";
    if (is_role && name.kind == hba::NameTerm::Kind::Replication) {
      remark(file, "PGB15", Severity::Warning, "`replication` is no name of a role here", place)
          .label = "expected \"replication\" in quotes, if a role is called so";
    }
    if (name.kind != hba::NameTerm::Kind::Name) return;
    const bool is_quoted_word = name.text == "all" || name.text == "sameuser";
    if (is_quoted_word)
      remark(file, "PGB11", Severity::Note, said + " in quotes is a plain name", place).label =
          "without quotes it would be a keyword";
    if (name.text.starts_with('/') && name.text.size() > 1)
      remark(file, "PGB13", Severity::Warning, said + " is a plain name", place).label =
          "PgBouncer knows no regular expressions";
    const bool is_known = !is_role || instance_.users.contains(name.text) ||
                          !instance_.are_users_known || instance_.auth_user ||
                          std::ranges::any_of(instance_.databases, [](const Database& database) {
                            return database.auth_user.has_value();
                          });
    const bool looks_at_users = rule.method != hba::Method::Reject &&
                                rule.method != hba::Method::Ldap && rule.method != hba::Method::Pam;
    if (!is_known && looks_at_users && !is_quoted_word && !name.text.starts_with('/'))
      remark(file, "PGB09", Severity::Warning, "the `auth_file` has no user " + said, place).label =
          "so nobody of this name gets in";
  }

  void forced(const Database& database) {
    if (!database.user) return;
    const bool is_server_admin = database.user->text == "postgres";
    remark(*database.user->file, "PGB04", is_server_admin ? Severity::Warning : Severity::Note,
           "whoever gets into `" + shortened(database.name) + "` acts as `" +
               shortened(database.user->text) + "`",
           database.user->place)
        .label = "the server does not see who it is, nor from where";
  }

  void unused_rules() {
    if (!instance_.hba_setting || instance_.auth_type == AuthType::Hba) return;
    remark(*instance_.hba_setting->file, "PGB06", Severity::Warning,
           "the `auth_hba_file` is not used", instance_.hba_setting->place)
        .label = "expected `auth_type = hba`";
  }

  void fallback() {
    if (!instance_.fallback) return;
    for (const HbaLine& line : rules_.lines) {
      for (const LineReading& reading : line.readings) {
        const hba::Rule& rule = reading.rule;
        const bool is_one = reading.is_current && rule.method != hba::Method::Reject &&
                            has_term(rule.databases, hba::NameTerm::Kind::All);
        if (!is_one) continue;
        Diagnostic& made =
            remark(*instance_.fallback->file, "PGB05", Severity::Warning,
                   "any database of the server can be asked for", instance_.fallback->key);
        made.label = "`*` stands for every name";
        made.notes.push_back({rule.span, "and this rule for every database"});
        return;
      }
    }
  }

  void console() {
    for (const auto* const users : {&instance_.admins, &instance_.stats}) {
      for (const Written& user : *users) {
        const auto known = instance_.users.find(user.text);
        const bool is_listed = known != instance_.users.end() && known->second.is_listed;
        if (is_listed || !instance_.are_users_known || instance_.auth_type == AuthType::Any)
          continue;
        remark(*user.file, "PGB14", Severity::Warning,
               "the `auth_file` has no user `" + shortened(user.text) + "`", user.place)
            .label = "so nobody administers by this name, until somebody adds it";
      }
    }
  }

  void two_servers(const std::string& version) {
    const auto dialect = hba::pgbouncer_dialect(version);
    const hba::Dialect newest{hba::Server::PgBouncer, hba::kNewestPgBouncer, 0};
    const hba::Rules here =
        hba::read_rules(instance_.hba->document, files_.lines(), dialect.value_or(newest));
    const hba::Rules there = hba::read_rules(instance_.hba->document, files_.lines(),
                                             *hba::postgresql_dialect(kPostgreSql));
    if (!there.refused.empty()) return not_loaded(there.refused.front());
    const TwoServers compared = compare_servers(here, there);
    for (const DecidedOtherwise& one : compared.all) otherwise(one);
    if (!compared.is_whole)
      remark(*instance_.hba, "PGB16", Severity::Note,
             "not all that PostgreSQL might decide otherwise was looked at", {0, 0})
          .label = "the file tells too much apart";
  }

  void not_loaded(const hba::Refused& line) {
    remark(*instance_.hba, "PGB17", Severity::Note, "PostgreSQL would not load this file",
           line.span.text == instance_.hba->document.text.get() ? line.span.place : Place{0, 0})
        .label = line.problem.message;
  }

  static std::string said_of(const hba::Rule* rule) {
    if (DecidedOtherwise::is_refused(rule)) return "turns it away";
    if (rule->method == hba::Method::Trust) return "lets it in and asks for nothing";
    return "asks for " + std::string(hba::to_text(rule->method));
  }

  void otherwise(const DecidedOtherwise& one) {
    const bool is_certain = one.hangs_on == DecidedOtherwise::If::Nothing;
    const hba::Rule* const at = place_of(one);
    const std::string others =
        one.others == 0 ? "" : ", and of " + std::to_string(one.others) + " more";
    Diagnostic& made = remark(*instance_.hba, "PGB16", severity_of(one),
                              std::string("PgBouncer and PostgreSQL ") +
                                  (is_certain ? "" : "may ") + "decide otherwise by this file",
                              at == nullptr ? Place{0, 0} : at->span.place);
    made.label = "of `" + shortened(one.witness.role) + "` to `" + shortened(one.witness.database) +
                 "` " + way_of(one.witness) + others;
    note(made, one.by_pgbouncer, "PgBouncer " + said_of(one.by_pgbouncer), "");
    note(made, one.by_postgresql, "PostgreSQL " + said_of(one.by_postgresql), if_of(one.hangs_on));
  }

  /// A rule of theirs in the file itself: PostgreSQL reads others, too.
  [[nodiscard]] const hba::Rule* place_of(const DecidedOtherwise& one) const {
    for (const hba::Rule* const rule : {one.by_postgresql, one.by_pgbouncer})
      if (rule != nullptr && rule->span.text == instance_.hba->document.text.get()) return rule;
    return nullptr;
  }

  static Severity severity_of(const DecidedOtherwise& one) {
    const bool admits = !DecidedOtherwise::is_refused(one.by_pgbouncer) &&
                        DecidedOtherwise::is_refused(one.by_postgresql);
    if (one.hangs_on == DecidedOtherwise::If::Nothing)
      return admits ? Severity::Error : Severity::Warning;
    return admits ? Severity::Warning : Severity::Note;
  }

  static std::string if_of(DecidedOtherwise::If hangs_on) {
    if (hangs_on == DecidedOtherwise::If::RuleFits) return ", if it fits";
    return hangs_on == DecidedOtherwise::If::NoEarlierFits ? ", if none before it fits" : "";
  }

  static void note(Diagnostic& made, const hba::Rule* rule, const std::string& text,
                   const std::string& condition) {
    if (rule != nullptr) {
      made.notes.push_back({rule->span, text + ", by this rule" + condition});
    } else {
      made.notes.push_back({{}, text + (condition.empty() ? ", by no rule" : ", if no rule fits")});
    }
  }

  /// Names may stand in other files.
  [[nodiscard]] static Place place_in(const Span& span, const hba::Rule& rule) {
    return span.text == rule.span.text ? span.place : rule.span.place;
  }

  const Files& files_;
  const Instance& instance_;
  const VersionedRules& rules_;
};

}  // namespace

void add_remarks(SourceReading& reading, const Files& files, const Pool& pool,
                 const VersionedRules& rules) {
  Remarks(files, pool, rules).add(reading.version.version);
}

}  // namespace accessdrift::pgbouncer
