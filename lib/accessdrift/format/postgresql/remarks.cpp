#include "accessdrift/format/postgresql/remarks.h"

#include <algorithm>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hba/families.h"

namespace accessdrift::postgresql {
namespace {

using hba::Address;
using hba::Connection;
using hba::Method;
using hba::Rule;

bool is_loopback(const IpPrefix& network) {
  constexpr std::uint64_t kV4Loopback = 127;
  constexpr std::uint8_t kShortest = 104;
  const IpAddress& address = network.address;
  if (address.is_v4())
    return network.length >= kShortest && (address.low >> 24U & 0xFFU) == kV4Loopback;
  return network.length == 128 && address.high == 0 && address.low == 1;
}

/// Somebody comes over a network that others are in.
bool is_over_network(const Rule& rule) {
  switch (rule.address.kind) {
    case Address::Kind::Local:
    case Address::Kind::SameHost:
    case Address::Kind::Nothing:
      return false;
    case Address::Kind::Networks:
      return !std::ranges::all_of(rule.address.networks, is_loopback);
    default:
      return true;
  }
}

class Remarks {
 public:
  explicit Remarks(Server& server) : server_(server) {}

  void add() {
    for (const auto& [rule, in] : server_.rules)
      if (server_.is_current(in)) rules_.push_back(rule);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      const Rule& rule = rules_[i];
      check_address(rule);
      check_method(rule);
      check_names(rule.databases, rule);
      check_names(rule.roles, rule);
      check_map(rule);
      check_families(i);
    }
    if (!server_.catalogue.roles.are_known()) return;
    check_replication();
    check_pools();
  }

 private:
  Diagnostic& remark(const Rule& rule, std::string_view code, Severity severity,
                     std::string message, Span span) {
    SourceReading::File& file = server_.file_of(rule.span.text);
    Diagnostic& made = file.declarations.remarks.emplace_back();
    made.severity = severity;
    made.code = code;
    made.message = std::move(message);
    made.span = span.text == rule.span.text ? span : rule.span;
    return made;
  }

  void check_address(const Rule& rule) {
    const Address& address = rule.address;
    const std::string text = '`' + shortened(address.text) + '`';
    if (address.kind == Address::Kind::Nothing && !address.text.empty()) {
      remark(rule, "PG03", Severity::Warning, text + " is an address that no client has",
             address.span)
          .label = "so the rule fits nobody; IPv4 clients have IPv4 addresses";
    } else if (address.has_host_bits && address.networks.size() == 1) {
      Diagnostic& made = remark(rule, "PG01", Severity::Warning,
                                text + " means " + to_text(address.networks.front()), address.span);
      made.label = "bits behind the mask do not count";
      made.help = "PgBouncer reads the same line as one that fits nobody";
    }
  }

  void check_method(const Rule& rule) {
    if (!is_over_network(rule)) return;
    if (asks_for_nothing(rule)) {
      remark(rule, "PG02", Severity::Warning, "a rule for a network asks for nothing",
             rule.method_span)
          .label = "whoever can open a connection is let in";
      return;
    }
    const bool is_in_clear = rule.method == Method::Password || rule.method == Method::Ldap ||
                             rule.method == Method::Radius || rule.method == Method::Pam ||
                             rule.method == Method::Bsd;
    const bool may_be_plain = rule.connection == Connection::Host ||
                              rule.connection == Connection::HostNoSsl ||
                              rule.connection == Connection::HostNoGssEnc;
    if (!is_in_clear || !may_be_plain) return;
    remark(rule, "PG04", Severity::Warning,
           '`' + std::string(hba::to_text(rule.method)) + "` sends passwords as they are",
           rule.method_span)
        .label = "and this rule also takes connections without encryption";
  }

  void check_names(const std::vector<hba::NameTerm>& terms, const Rule& rule) {
    for (const hba::NameTerm& term : terms) {
      if (term.kind != TermKind::Name) continue;
      const bool is_keyword = term.text == "all" || term.text == "replication" ||
                              term.text == "sameuser" || term.text == "samerole" ||
                              term.text == "samegroup";
      const bool is_quoted = term.span.place.end - term.span.place.begin > term.text.size();
      if (is_keyword && is_quoted) {
        remark(rule, "PG05", Severity::Warning, '`' + term.text + "` in quotes is a name",
               term.span)
            .label = "without quotes it is the word";
      }
      if (term.text.starts_with('/') && !server_.versions.dialect().has_patterns()) {
        remark(rule, "PG06", Severity::Warning,
               hba::to_text(server_.versions.dialect()) + " has no patterns here", term.span)
            .label = "this is a name with a slash in front; patterns came with PostgreSQL 16";
      }
    }
  }

  void check_map(const Rule& rule) {
    const hba::MethodOption* const map = hba::find_option(rule, "map");
    if (map == nullptr || !server_.has_maps) return;
    const bool is_known = std::ranges::any_of(
        server_.maps, [&](const auto& one) { return one.line.map.text == map->value; });
    if (is_known) return;
    remark(rule, "PG07", Severity::Warning,
           "no line of pg_ident.conf is of the map `" + shortened(map->value) + "`", map->span)
        .label = "so the rule lets nobody in";
  }

  void check_families(std::size_t number) {
    const std::optional<hba::FamilyGap> gap = hba::family_gap(rules_, number);
    if (!gap) return;
    Diagnostic& made = remark(
        rules_[number], "PG08", Severity::Warning,
        gap->is_of_v4 ? "only IPv4 clients are turned away" : "only IPv6 clients are turned away",
        rules_[number].address.span);
    made.label =
        gap->is_of_v4 ? "IPv6 ones go on to the next rule" : "IPv4 ones go on to the next rule";
    made.notes.push_back({gap->later->span, "this rule is about them, too"});
    made.help = "`all` is every address of both";
  }

  Diagnostic& remark_role(const Roles::Role& role, std::string_view code, Severity severity,
                          std::string message) {
    Diagnostic& made = role.file->declarations.remarks.emplace_back();
    made.severity = severity;
    made.code = code;
    made.message = std::move(message);
    made.span = {role.file->declarations.text.get(), role.key};
    return made;
  }

  void check_replication() {
    const bool is_told = std::ranges::any_of(
        rules_, [](const Rule& rule) { return has(rule.databases, TermKind::Replication); });
    if (is_told) return;
    for (const Roles::Role& role : server_.catalogue.roles.all()) {
      const bool is_for_it = role.file != nullptr && !role.is_dropped && role.can_login &&
                             role.may_replicate && !role.is_superuser;
      if (!is_for_it) continue;
      remark_role(role, "PG09", Severity::Note,
                  '`' + shortened(role.name) + "` may replicate, and no rule is about replication")
          .label = "`all` is every database, and physical replication is of none";
    }
  }

  /// Ways through a pool that end as a superuser.
  void check_pools() {
    for (const Passage& passage : server_.reading.beside.passages) {
      if (!passage.is_here || passage.role.empty()) continue;
      const Roles::Role* const role = server_.catalogue.roles.find(passage.role);
      if (role == nullptr || role->file == nullptr || role->is_dropped || !role->is_superuser)
        continue;
      remark_role(*role, "PG10", Severity::Warning,
                  "whoever gets into `" + shortened(passage.resource) + "` acts as `" +
                      shortened(role->name) + "`, a superuser")
          .label = "the pool names this role, whoever comes";
    }
  }

  Server& server_;
  std::vector<Rule> rules_;
};

}  // namespace

void add_remarks(Server& server) { Remarks(server).add(); }

}  // namespace accessdrift::postgresql
