#include "accessdrift/format/pgbouncer/logins.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::pgbouncer {
namespace {

using Term = hba::NameTerm;

/// A request that says nothing of it has none.
const std::string kTls = "(has(request.tls) && request.tls)";
const std::string kHasAddress = "has(request.ip)";
const std::string kIsLocal = "!has(request.ip)";

/// Longer lines are told apart by digits.
constexpr std::size_t kLongestId = 160;

std::set<std::string> names(const std::vector<Term>& terms) {
  std::set<std::string> all;
  for (const Term& term : terms)
    if (term.kind == Term::Kind::Name) all.insert(term.text);
  return all;
}

/// In their order.
std::vector<std::string> texts(const std::vector<Term>& names) {
  std::vector<std::string> all;
  std::set<std::string_view> known;
  for (const Term& name : names)
    if (name.kind == Term::Kind::Name && known.insert(name.text).second) all.push_back(name.text);
  return all;
}

}  // namespace

Logins::Logins(SourceReading& reading, const Pool& pool, const VersionedRules& rules)
    : reading_(reading),
      pool_(pool),
      instance_(pool.instance()),
      rules_(rules),
      policies_(reading, instance_.auth_type == AuthType::Hba && instance_.hba != nullptr
                             ? *instance_.hba
                             : *instance_.auth_type_at.file),
      let_in_(reading, pool, policies_) {}

std::string Logins::declare() {
  std::vector<std::string> closed = pool_.all().closed;
  if (pool_.has_replication())
    std::ranges::copy(pool_.replication().closed, std::back_inserter(closed));
  let_in_.turn_unlisted_away(closed);
  if (instance_.auth_type == AuthType::Hba) {
    for (const HbaLine& line : rules_.lines) read_line(line);
  } else {
    read_auth_type(instance_.auth_type);
  }
  turn_others_away();
  std::string id = instance_.id("pgbouncer rules");
  policies_.add_set(id, Combine::FirstApplicable, {0, 0}, let_in_.members());
  return id;
}

/// Whom no rule fits.
void Logins::turn_others_away() {
  Part part;
  part.id = instance_.id("no rule");
  part.place = {0, 0};
  std::vector<std::string> to = {instance_.id(kPool), pool_.console()};
  if (pool_.has_replication()) to.push_back(instance_.id(kReplication));
  let_in_.turn_all_away(part, to);
}

/// The line up to the method, so that another method is an edit of the same rule.
std::string Logins::id_of(const HbaLine& line) {
  const std::string_view bytes = line.span.text->bytes();
  const std::uint32_t end = line.readings.empty()
                                ? line.span.place.end
                                : line.readings.front().rule.method_span.place.begin;
  std::string text;
  for (const char c : bytes.substr(line.span.place.begin, end - line.span.place.begin)) {
    const bool is_blank = c == ' ' || c == '\t';
    if (!is_blank) text += c;
    if (is_blank && !text.empty() && text.back() != ' ') text += ' ';
  }
  while (text.ends_with(' ')) text.pop_back();
  if (text.size() > kLongestId) text = text.substr(0, kLongestId) + "… " + source::digits_of(text);
  return let_in_.unique(instance_.id("rule " + text));
}

void Logins::read_line(const HbaLine& line) {
  const std::string id = id_of(line);
  for (std::size_t i = 0; i < line.readings.size(); ++i) {
    const bool is_one = line.readings.size() == 1;
    read_rule(line.readings[i], is_one ? id : id + ", reading " + std::to_string(i + 1), id);
  }
}

std::string Logins::network(const hba::Address& address, Place place) {
  const auto [known, is_new] = networks_.try_emplace(address.text);
  if (!is_new) return known->second;
  known->second = "addresses_" + source::attribute_word("a" + address.text).substr(1);
  // Words of IPv6 addresses look alike, and so do those of two pools.
  const bool is_v6 = address.text.find(':') != std::string::npos;
  if (is_v6 || !instance_.suffix.empty())
    known->second += "_" + source::digits_of(address.text + instance_.suffix);
  NetworkDeclaration network;
  network.name = reading_.names.intern(known->second);
  network.key = network.body = place;
  network.is_spelled_out = true;
  for (const IpPrefix& prefix : address.networks) network.entries.push_back({prefix, {}, place});
  policies_.file().declarations.networks.push_back(std::move(network));
  return known->second;
}

Conditions Logins::match_of(const LineReading& reading) {
  const hba::Rule& rule = reading.rule;
  Conditions match;
  if (!reading.versions.empty()) match.push_back(reading.versions);
  if (rule.connection == hba::Connection::Local) return both(match, {kIsLocal});
  match.push_back(kHasAddress);
  if (rule.connection == hba::Connection::HostSsl) match.push_back(kTls);
  if (rule.connection == hba::Connection::HostNoSsl) match.push_back("!" + kTls);
  if (rule.address.kind == hba::Address::Kind::Networks)
    match.push_back("request.ip in networks." + network(rule.address, rule.span.place));
  if (rule.address.kind == hba::Address::Kind::Unclear) {
    const std::string fact = "request.ip_is_in_" + source::digits_of(rule.address.text);
    policies_.declare_fact(fact, rule.span.place);
    match.push_back("(has(" + fact + ") && " + fact + ")");
  }
  return match;
}

Proof Logins::proof_of(hba::Method method, const hba::Rule& rule, const Conditions& match) {
  const auto needed = [&](Conditions all) {
    std::erase_if(
        all, [&](const std::string& one) { return std::ranges::find(match, one) != match.end(); });
    return all;
  };
  const auto fact = [&](const std::string& name) {
    policies_.declare_fact(name, rule.span.place);
    return name;
  };
  const hba::MethodOption* const map = hba::find_option(rule, "map");
  const bool is_known = map != nullptr && instance_.maps;
  const std::string mapped =
      map == nullptr ? std::string() : "_mapped_by_" + source::attribute_word(map->value);
  switch (method) {
    case hba::Method::Trust: {
      Proof none;
      none.is_trust = true;
      return none;
    }
    case hba::Method::Cert: {
      const Conditions with_tls = needed({kHasAddress, kTls});
      if (is_known) return {with_tls};
      return {both(with_tls, {fact("auth.certificate" + mapped)})};
    }
    case hba::Method::Peer:
      if (is_known) return {needed({kIsLocal})};
      return {both(needed({kIsLocal}), {fact("auth.peer" + mapped)})};
    case hba::Method::Ldap:
      return {{fact("auth.ldap")}, false};
    case hba::Method::Pam:
      return {{fact("auth.pam")}, false};
    case hba::Method::ScramSha256:
      return {{"auth.password"}, true, true, true};
    default:
      return {{"auth.password"}, true, true};
  }
}

void Logins::read_rule(const LineReading& reading, const std::string& id,
                       const std::string& rule_id) {
  const hba::Rule& rule = reading.rule;
  const bool is_local = rule.connection == hba::Connection::Local;
  if (!is_local && rule.address.kind == hba::Address::Kind::Nothing) return;
  Part part{id,
            rule.span.place,
            match_of(reading),
            reading.is_current,
            rule.method == hba::Method::Reject,
            {}};
  const bool is_mapped = hba::find_option(rule, "map") != nullptr && instance_.maps;
  if (is_mapped && !has_map(rule, reading.is_current)) return;
  part.rule = rule_id;
  if (is_mapped) part.mapped = &rule;
  if (!part.is_reject) part.proof = proof_of(rule.method, rule, part.match);
  const std::vector<std::string> users = texts(rule.roles);
  const LetIn::Names who =
      has_term(rule.roles, Term::Kind::All) ? LetIn::Names() : LetIn::Names(users);
  if (!who || !users.empty()) decide_databases(rule, part, who);
  const bool is_same =
      has_term(rule.databases, Term::Kind::SameUser) || has_term(rule.roles, Term::Kind::SameUser);
  if (is_same) read_same(reading, part);
}

/// Those that a rule names.
void Logins::decide_databases(const hba::Rule& rule, const Part& part, const LetIn::Names& who) {
  const bool are_all = has_term(rule.databases, Term::Kind::All);
  let_in_.decide(part, are_all ? pool_.all() : pool_.named(texts(rule.databases)), who);
  if (!has_term(rule.databases, Term::Kind::Replication)) return;
  Part physical = part;
  physical.id += ", replication";
  let_in_.decide(physical, pool_.replication(), who);
}

/// Databases to which the rule lets only who is called as they are.
void Logins::read_same(const LineReading& reading, const Part& part) {
  const std::vector<Term>& databases = reading.rule.databases;
  const std::vector<Term>& users = reading.rule.roles;
  const bool are_all = has_term(databases, Term::Kind::All);
  const bool is_everybody = has_term(users, Term::Kind::All);
  const std::set<std::string> to = names(databases), who = names(users);
  const auto fits = [](const std::vector<Term>& terms, bool is_named) {
    return is_named || has_term(terms, Term::Kind::All) || has_term(terms, Term::Kind::SameUser);
  };
  for (const std::string& database : pool_.databases()) {
    if (let_in_.is_too_large()) return;
    const bool is_to = to.contains(database), is_who = who.contains(database);
    const bool is_told = (are_all || is_to) && (is_everybody || is_who);
    if (is_told || !fits(databases, is_to) || !fits(users, is_who)) continue;
    Part one = part;
    one.id += ", " + database;
    one.names_users = false;
    let_in_.decide(one, pool_.named({database}), LetIn::Names({database}));
  }
  read_own(reading, part);
}

/// The database that is called as its user, whatever that is.
void Logins::read_own(const LineReading& reading, const Part& part) {
  const std::vector<Term>& databases = reading.rule.databases;
  const std::vector<Term>& users = reading.rule.roles;
  const bool are_all = has_term(databases, Term::Kind::All);
  const bool are_same = has_term(users, Term::Kind::SameUser);
  if (are_all ? !are_same : !has_term(databases, Term::Kind::SameUser)) return;
  Part own = part;
  own.id += ", called as its user";
  const bool anybody = are_same || has_term(users, Term::Kind::All);
  let_in_.decide(own, pool_.called_as_user(),
                 anybody ? LetIn::Names() : LetIn::Names(texts(users)));
}

void Logins::read_auth_type(AuthType type) {
  const Place place = instance_.auth_type_at.place;
  hba::Rule rule;
  rule.span = {policies_.file().declarations.text.get(), place};
  Part part{let_in_.unique(instance_.id("auth_type")), place, {}, true, false, {}};
  constexpr auto kMethods =
      std::to_array<std::pair<AuthType, hba::Method>>({{AuthType::Trust, hba::Method::Trust},
                                                       {AuthType::Plain, hba::Method::Password},
                                                       {AuthType::Md5, hba::Method::Md5},
                                                       {AuthType::Scram, hba::Method::ScramSha256},
                                                       {AuthType::Cert, hba::Method::Cert},
                                                       {AuthType::Pam, hba::Method::Pam},
                                                       {AuthType::Ldap, hba::Method::Ldap}});
  Reached reached = pool_.all();
  if (type == AuthType::Any) {
    std::vector<std::string> forced = {"pgbouncer"};
    for (const Database& database : instance_.databases)
      if (database.user) forced.push_back(database.name);
    reached = pool_.named(forced);
    if (instance_.fallback && instance_.fallback->user)
      reached.closed.push_back(pool_.resource_of("(other databases)"));
    part.proof.needs_user = false;
  } else {
    part.proof = proof_of(
        std::ranges::find(kMethods, type, &std::pair<AuthType, hba::Method>::first)->second, rule,
        part.match);
  }
  let_in_.decide(part, reached, {});
  Part physical = part;
  physical.id += ", replication";
  physical.match = {source::since("pgbouncer", "1.23")};
  if (type != AuthType::Any) let_in_.decide(physical, pool_.replication(), {});
}

/// Whether the map of a rule has lines: without any the rule is passed over.
bool Logins::has_map(const hba::Rule& rule, bool is_current) {
  const hba::MethodOption* const map = hba::find_option(rule, "map");
  const bool is_known = std::ranges::any_of(
      *instance_.maps, [&](const hba::IdentRule& one) { return one.map.text == map->value; });
  if (is_known || !is_current) return is_known;
  source::warn(
      reading_, "ignored-line",
      "PgBouncer " + reading_.version.version + " does not read this rule: there is no such map",
      map->span)
      .label = "so it lets nobody in";
  return false;
}

}  // namespace accessdrift::pgbouncer
