#include "accessdrift/format/pgbouncer/two_servers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "accessdrift/format/pgbouncer/versioned_rules.h"

namespace accessdrift::pgbouncer {
namespace {

using hba::Rule;
using TermKind = hba::NameTerm::Kind;

/// Tests of rules that are made; more take longer than anybody waits for a lint.
constexpr std::size_t kMostTests = 50'000'000;
/// Stand for whoever and whatever no rule names.
constexpr std::string_view kSomebody = "(any other role)";
constexpr std::string_view kSomewhere = "(any other database)";

enum class Fits : std::uint8_t { No, Yes, Unknown };

Fits fits_name(const hba::NameTerm& term, const std::string& name, const std::string& other) {
  switch (term.kind) {
    case TermKind::All:
      return Fits::Yes;
    case TermKind::Name:
      return term.text == name ? Fits::Yes : Fits::No;
    case TermKind::SameUser:
      return name == other ? Fits::Yes : Fits::No;
    case TermKind::Replication:
      return Fits::No;
    case TermKind::Member:
      return term.text == name ? Fits::Yes : Fits::Unknown;
    case TermKind::SameRole:
      return name == other ? Fits::Yes : Fits::Unknown;
    case TermKind::Pattern:
      return Fits::Unknown;
  }
  return Fits::Unknown;
}

Fits fits_names(const std::vector<hba::NameTerm>& terms, const std::string& name,
                const std::string& other) {
  Fits all = Fits::No;
  for (const hba::NameTerm& term : terms) {
    const Fits one = fits_name(term, name, other);
    if (one == Fits::Yes) return one;
    if (one == Fits::Unknown) all = one;
  }
  return all;
}

bool fits_connection(const Rule& rule, const AskedConnection& asked) {
  switch (rule.connection) {
    case hba::Connection::Local:
      return !asked.address;
    case hba::Connection::Host:
    case hba::Connection::HostNoGssEnc:
      return asked.address.has_value();
    case hba::Connection::HostSsl:
      return asked.address && asked.has_tls;
    case hba::Connection::HostNoSsl:
      return asked.address && !asked.has_tls;
    case hba::Connection::HostGssEnc:
      return false;
  }
  return false;
}

Fits fits_address(const hba::Address& address, const AskedConnection& asked) {
  switch (address.kind) {
    case hba::Address::Kind::Local:
    case hba::Address::Kind::All:
      return Fits::Yes;
    case hba::Address::Kind::Networks:
      return std::ranges::any_of(
                 address.networks,
                 [&](const IpPrefix& prefix) { return contains(prefix, *asked.address); })
                 ? Fits::Yes
                 : Fits::No;
    case hba::Address::Kind::Nothing:
      return Fits::No;
    default:
      return Fits::Unknown;
  }
}

Fits fits(const Rule& rule, const AskedConnection& asked) {
  if (!fits_connection(rule, asked)) return Fits::No;
  const Fits parts[] = {fits_address(rule.address, asked),
                        fits_names(rule.databases, asked.database, asked.role),
                        fits_names(rule.roles, asked.role, asked.database)};
  if (std::ranges::find(parts, Fits::No) != std::end(parts)) return Fits::No;
  return std::ranges::find(parts, Fits::Unknown) != std::end(parts) ? Fits::Unknown : Fits::Yes;
}

/// The rule that decides, null if none does; nothing: it is not known.
std::optional<const Rule*> decide(const std::vector<Rule>& rules, const AskedConnection& asked) {
  for (const Rule& rule : rules) {
    const Fits one = fits(rule, asked);
    if (one == Fits::Yes) return &rule;
    if (one == Fits::Unknown) return std::nullopt;
  }
  return nullptr;
}

/// What rules tell apart.
struct Told {
  std::set<std::string> roles = {std::string(kSomebody)};
  std::set<std::string> databases = {std::string(kSomewhere)};
  std::set<IpAddress> addresses;

  void add(const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) {
      for (const hba::NameTerm& term : rule.databases)
        if (term.kind == TermKind::Name) databases.insert(term.text);
      for (const hba::NameTerm& term : rule.roles)
        if (term.kind == TermKind::Name || term.kind == TermKind::Member) roles.insert(term.text);
      for (const IpPrefix& prefix : rule.address.networks) add(prefix);
    }
  }
  void add(const IpPrefix& prefix) {
    addresses.insert(first_of(prefix));
    IpAddress behind = last_of(prefix);
    if (++behind.low == 0) ++behind.high;
    addresses.insert(behind);
  }
};

template <typename Names>
std::vector<std::string> names_for(const std::vector<hba::NameTerm>& terms, const Names& all) {
  std::vector<std::string> names;
  for (const hba::NameTerm& term : terms) {
    if (term.kind != TermKind::Name && term.kind != TermKind::Replication)
      return {all.begin(), all.end()};
    if (term.kind == TermKind::Name) names.push_back(term.text);
  }
  return names;
}

class Comparing {
 public:
  Comparing(const hba::Rules& pgbouncer, const hba::Rules& postgresql)
      : pgbouncer_(pgbouncer), postgresql_(postgresql) {
    told_.add(pgbouncer.rules);
    told_.add(postgresql.rules);
    for (const std::string_view some : {"192.0.2.1", "2001:db8::1"})
      told_.addresses.insert(*parse_ip(some));
  }

  /// Decisions can differ only where a line fits that the two read otherwise.
  TwoServers compare() {
    std::map<std::uint32_t, std::string> by_line;
    for (const Rule& rule : pgbouncer_.rules)
      by_line[rule.span.place.begin] = hba::meaning_of(rule);
    for (const Rule& rule : postgresql_.rules) {
      const auto known = by_line.find(rule.span.place.begin);
      const bool is_same = known != by_line.end() && known->second == hba::meaning_of(rule);
      if (is_same) {
        by_line.erase(known);
      } else {
        ask_about(rule);
      }
    }
    for (const Rule& rule : pgbouncer_.rules) {
      if (by_line.contains(rule.span.place.begin)) ask_about(rule);
    }
    for (auto& [rules, found] : found_) {
      found.first.others = found.second.size() - 1;
      result_.all.push_back(std::move(found.first));
    }
    return std::move(result_);
  }

 private:
  void ask_about(const Rule& rule) {
    for (const std::string& database : names_for(rule.databases, told_.databases)) {
      for (const std::string& role : names_for(rule.roles, told_.roles)) {
        if (rule.connection == hba::Connection::Local) {
          ask({role, database, std::nullopt, false});
        } else {
          ask_over_network(rule, role, database);
        }
      }
    }
  }

  void ask_over_network(const Rule& rule, const std::string& role, const std::string& database) {
    for (const IpAddress& address : told_.addresses) {
      for (const bool has_tls : {false, true}) {
        AskedConnection asked{role, database, address, has_tls};
        if (fits(rule, asked) != Fits::No) ask(std::move(asked));
      }
    }
  }

  void ask(AskedConnection asked) {
    tests_ += pgbouncer_.rules.size() + postgresql_.rules.size();
    if (tests_ > kMostTests) {
      result_.is_whole = false;
      return;
    }
    const auto bouncer = decide(pgbouncer_.rules, asked);
    const auto server = decide(postgresql_.rules, asked);
    if (!bouncer || !server || outcome(*bouncer) == outcome(*server)) return;
    auto& [found, roles] = found_[{place(*bouncer), place(*server)}];
    roles.insert(asked.role);
    if (roles.size() > 1 || !found.witness.role.empty()) return;
    found = {std::move(asked), *bouncer, *server};
  }

  static std::string_view outcome(const Rule* rule) {
    return DecidedOtherwise::is_refused(rule) ? std::string_view("reject")
                                              : hba::to_text(rule->method);
  }
  static std::int64_t place(const Rule* rule) {
    return rule == nullptr ? -1 : std::int64_t{rule->span.place.begin};
  }

  const hba::Rules& pgbouncer_;
  const hba::Rules& postgresql_;
  Told told_;
  std::map<std::pair<std::int64_t, std::int64_t>,
           std::pair<DecidedOtherwise, std::set<std::string>>>
      found_;
  TwoServers result_;
  std::size_t tests_ = 0;
};

}  // namespace

TwoServers compare_servers(const hba::Rules& pgbouncer, const hba::Rules& postgresql) {
  return Comparing(pgbouncer, postgresql).compare();
}

std::string way_of(const AskedConnection& asked) {
  if (!asked.address) return "by a Unix socket";
  return "from " + accessdrift::to_text(*asked.address) +
         (asked.has_tls ? " with TLS" : " without TLS");
}

}  // namespace accessdrift::pgbouncer
