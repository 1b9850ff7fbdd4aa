#include "accessdrift/format/pgbouncer/two_servers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace accessdrift::pgbouncer {
namespace {

using hba::Rule;
using TermKind = hba::NameTerm::Kind;
using Views = std::vector<std::string_view>;

/// Rules that are looked at; more take longer than anybody waits for.
constexpr std::size_t kMostSteps = 5'000'000;
/// Situations that are asked about one by one, of all lines together.
constexpr std::size_t kMostSituations = 200'000;
/// Clients of both families whom hardly a rule names.
constexpr std::string_view kSampleAddresses[] = {"192.0.2.1", "2001:db8::1"};

/// Those that terms name, as roles or databases or by their members.
void add_names(const std::vector<hba::NameTerm>& terms, std::set<std::string_view>& names) {
  for (const hba::NameTerm& term : terms)
    if (term.kind == TermKind::Name || term.kind == TermKind::Member) names.insert(term.text);
}

/// What rules tell apart.
struct Told {
  std::set<std::string_view> roles, databases;
  std::vector<IpAddress> addresses;
  bool are_compared = false;  ///< names of databases with those of roles

  void add(const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) {
      add_names(rule.databases, databases);
      add_names(rule.roles, roles);
      for (const auto* const terms : {&rule.databases, &rule.roles}) {
        are_compared = are_compared || std::ranges::any_of(*terms, [](const hba::NameTerm& term) {
                         return term.kind == TermKind::SameUser || term.kind == TermKind::SameRole;
                       });
      }
      for (const IpPrefix& prefix : rule.address.networks) add(prefix);
    }
  }
  void add(const IpPrefix& prefix) {
    addresses.push_back(first_of(prefix));
    IpAddress behind = last_of(prefix);
    if (++behind.low == 0) ++behind.high;
    addresses.push_back(behind);
  }
  void settle() {
    if (are_compared) {
      const std::set<std::string_view> both = roles;
      roles.insert(databases.begin(), databases.end());
      databases.insert(both.begin(), both.end());
    }
    std::ranges::sort(addresses);
    const auto repeated = std::ranges::unique(addresses);
    addresses.erase(repeated.begin(), repeated.end());
  }
};

/// Those of a column, of all that are told apart.
Views names_for(const std::vector<hba::NameTerm>& terms, const std::set<std::string_view>& all,
                std::string_view other) {
  std::set<std::string_view> own;
  if (are_names(terms)) add_names(terms, own);
  Views names;
  if (!are_names(terms)) names.push_back(other);
  const std::set<std::string_view>& some = are_names(terms) ? own : all;
  names.insert(names.end(), some.begin(), some.end());
  return names;
}

/// Of a line and one beside it, those that both are about.
Views names_of_both(const std::vector<hba::NameTerm>& line,
                    const std::vector<hba::NameTerm>& beside, std::string_view other) {
  std::set<std::string_view> some;
  add_names(line, some);
  if (!are_names(line)) add_names(beside, some);
  Views names;
  if (!are_names(line)) names.push_back(other);
  names.insert(names.end(), some.begin(), some.end());
  return names;
}

bool is_in(const IpAddress& address, const hba::Address& where) {
  return where.networks.empty() || std::ranges::any_of(where.networks, [&](const IpPrefix& prefix) {
           return contains(prefix, address);
         });
}

/// The first one of the smaller network, if it is within the other.
void add_address_of_both(const IpPrefix& one, const IpPrefix& other,
                         std::vector<IpAddress>& found) {
  if (contains(one, first_of(other))) found.push_back(first_of(other));
  if (contains(other, first_of(one))) found.push_back(first_of(one));
}

/// An address of both, for each network of the first one.
std::vector<IpAddress> addresses_of_both(const hba::Address& a, const hba::Address& b) {
  std::vector<IpAddress> found;
  for (const std::string_view text : kSampleAddresses) {
    const IpAddress sample = *parse_ip(text);
    if (is_in(sample, a) && is_in(sample, b)) found.push_back(sample);
  }
  for (const IpPrefix& one : a.networks) {
    if (b.networks.empty()) found.push_back(first_of(one));
    for (const IpPrefix& other : b.networks) add_address_of_both(one, other, found);
  }
  if (a.networks.empty())
    for (const IpPrefix& other : b.networks) found.push_back(first_of(other));
  const auto repeated = std::ranges::unique(found);
  found.erase(repeated.begin(), repeated.end());
  return found;
}

class Comparing {
 public:
  Comparing(const hba::Rules& pgbouncer, const hba::Rules& postgresql)
      : pgbouncer_(pgbouncer.rules),
        postgresql_(postgresql.rules),
        by_pgbouncer_(pgbouncer_),
        by_postgresql_(postgresql_) {
    told_.add(pgbouncer_);
    told_.add(postgresql_);
    told_.settle();
  }

  /// Decisions can differ only where a line fits that the two read otherwise.
  TwoServers compare() {
    const std::vector<const Rule*> lines = read_otherwise();
    for (const Rule* const line : lines) ask_about(*line, lines.size());
    std::set<std::int64_t> told;
    for (auto& [rules, found] : certain_) {
      told.insert(rules.second);
      take(found);
    }
    for (auto& [rule, found] : uncertain_)
      if (!told.contains(rule)) take(found);
    return std::move(result_);
  }

 private:
  struct Found {
    DecidedOtherwise one;
    std::set<std::string_view> roles;
  };

  void take(Found& found) {
    found.one.others = found.roles.size() - 1;
    result_.all.push_back(found.one);
  }

  [[nodiscard]] std::vector<const Rule*> read_otherwise() const {
    using Place = std::pair<const SourceText*, std::uint32_t>;
    const auto place_of = [](const Rule& rule) {
      return Place{rule.span.text, rule.span.place.begin};
    };
    std::map<Place, std::string> by_line;
    for (const Rule& rule : pgbouncer_) by_line[place_of(rule)] = hba::meaning_of(rule);
    std::vector<const Rule*> lines;
    for (const Rule& rule : postgresql_) {
      const auto known = by_line.find(place_of(rule));
      const bool is_same = known != by_line.end() && known->second == hba::meaning_of(rule);
      if (is_same) {
        by_line.erase(known);
      } else {
        lines.push_back(&rule);
      }
    }
    for (const Rule& rule : pgbouncer_)
      if (by_line.contains(place_of(rule))) lines.push_back(&rule);
    return lines;
  }

  /// Each line has its part of all that may be looked at.
  void ask_about(const Rule& line, std::size_t lines) {
    if (line.address.kind == hba::Address::Kind::Nothing) return;
    most_steps_ = steps_ + std::max<std::size_t>(kMostSteps / lines, 1);
    const Views databases = names_for(line.databases, told_.databases, kSomewhere);
    const Views roles = names_for(line.roles, told_.roles, kSomebody);
    const std::vector<std::optional<IpAddress>> addresses = addresses_for(line);
    const std::size_t most = kMostSituations / lines;
    const bool are_few = databases.size() <= most && roles.size() <= most &&
                         addresses.size() <= most &&
                         databases.size() * roles.size() <= most / (2 * addresses.size());
    if (are_few) {
      for (const std::optional<IpAddress>& address : addresses)
        ask_each(line, roles, databases, address);
      return;
    }
    result_.is_whole = false;
    ask_beside(line, pgbouncer_, by_pgbouncer_);
    ask_beside(line, postgresql_, by_postgresql_);
  }

  [[nodiscard]] std::vector<std::optional<IpAddress>> addresses_for(const Rule& line) const {
    if (line.connection == hba::Connection::Local) return {std::nullopt};
    std::vector<std::optional<IpAddress>> some;
    for (const std::string_view sample : kSampleAddresses)
      if (is_in(*parse_ip(sample), line.address)) some.emplace_back(parse_ip(sample));
    if (line.address.networks.empty()) {
      some.insert(some.end(), told_.addresses.begin(), told_.addresses.end());
      return some;
    }
    for (const IpPrefix& prefix : line.address.networks) {
      const auto end = std::ranges::upper_bound(told_.addresses, last_of(prefix));
      for (auto at = std::ranges::lower_bound(told_.addresses, first_of(prefix)); at != end; ++at)
        some.emplace_back(*at);
    }
    return some;
  }

  /// Where others fit that may decide in its place; what stands before it is a line of its own, or
  /// decides for both.
  void ask_beside(const Rule& line, const std::vector<Rule>& rules, const Decider& decider) {
    for (const std::uint32_t number : decider.beside(line)) {
      const Rule& other = rules[number];
      const bool is_before =
          other.span.text == line.span.text && other.span.place.begin < line.span.place.begin;
      if (is_before) continue;
      steps_ += 1 + line.roles.size() + line.databases.size();
      if (steps_ > most_steps_) return;
      const Views roles = names_of_both(line.roles, other.roles, kSomebody);
      const Views databases = names_of_both(line.databases, other.databases, kSomewhere);
      if (line.connection == hba::Connection::Local) {
        ask_each(line, roles, databases, std::nullopt);
        continue;
      }
      for (const IpAddress& address : addresses_of_both(line.address, other.address))
        ask_each(line, roles, databases, address);
    }
  }

  void ask_each(const Rule& line, const Views& roles, const Views& databases,
                const std::optional<IpAddress>& address) {
    for (const std::string_view database : databases) {
      for (const std::string_view role : roles) {
        if (!ask_of(line, {role, database, address, false})) return;
        if (address && !ask_of(line, {role, database, address, true})) return;
      }
    }
  }

  /// False: no more may be looked at.
  bool ask_of(const Rule& line, const AskedConnection& asked) {
    if (++steps_ > most_steps_) {
      result_.is_whole = false;
      return false;
    }
    if (fits(line, asked) != Fits::No) ask(asked);
    return true;
  }

  void ask(const AskedConnection& asked) {
    steps_ += by_pgbouncer_.decide(asked, here_) + by_postgresql_.decide(asked, there_);
    if (!here_.possible.empty()) return;
    using If = DecidedOtherwise::If;
    const bool is_certain = there_.possible.empty();
    for (const Rule* const rule : there_.possible) add(asked, rule, If::RuleFits);
    add(asked, there_.rule, is_certain ? If::Nothing : If::NoEarlierFits);
  }

  void add(const AskedConnection& asked, const Rule* by_postgresql, DecidedOtherwise::If hangs_on) {
    const Rule* const by_pgbouncer = here_.rule;
    if (outcome(by_pgbouncer) == outcome(by_postgresql)) return;
    const std::int64_t there = number_of(by_postgresql, postgresql_);
    const bool is_certain = hangs_on == DecidedOtherwise::If::Nothing;
    Found& found =
        is_certain ? certain_[{number_of(by_pgbouncer, pgbouncer_), there}] : uncertain_[there];
    const bool is_first = found.roles.empty();
    found.roles.insert(asked.role);
    if (is_first) found.one = {asked, by_pgbouncer, by_postgresql, 0, hangs_on};
  }

  static std::string_view outcome(const Rule* rule) {
    return DecidedOtherwise::is_refused(rule) ? std::string_view("reject")
                                              : hba::to_text(rule->method);
  }
  static std::int64_t number_of(const Rule* rule, const std::vector<Rule>& rules) {
    return rule == nullptr ? -1 : rule - rules.data();
  }

  const std::vector<Rule>& pgbouncer_;
  const std::vector<Rule>& postgresql_;
  Decider by_pgbouncer_, by_postgresql_;
  Decider::Decision here_, there_;
  Told told_;
  std::map<std::pair<std::int64_t, std::int64_t>, Found> certain_;
  std::map<std::int64_t, Found> uncertain_;  ///< by the rule of PostgreSQL's
  TwoServers result_;
  std::size_t steps_ = 0, most_steps_ = 0;
};

}  // namespace

TwoServers compare_servers(const hba::Rules& pgbouncer, const hba::Rules& postgresql) {
  return Comparing(pgbouncer, postgresql).compare();
}

}  // namespace accessdrift::pgbouncer
