#include "accessdrift/format/pgbouncer/logins.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::pgbouncer {
namespace {

using Term = hba::NameTerm;

/// A request that says nothing of it has none.
const std::string kTls = "(has(request.tls) && request.tls)";

/// Longer lines are told apart by digits.
constexpr std::size_t kLongestId = 160;

bool names(const std::vector<Term>& names, const std::string& text) {
  return std::ranges::any_of(
      names, [&](const Term& name) { return name.kind == Term::Kind::Name && name.text == text; });
}

std::vector<std::string> texts(const std::vector<Term>& names) {
  std::vector<std::string> all;
  for (const Term& name : names) {
    const bool is_new = std::ranges::find(all, name.text) == all.end();
    if (name.kind == Term::Kind::Name && is_new) all.push_back(name.text);
  }
  return all;
}

/// Of a condition that `both` joined.
bool is_part_of(std::string_view condition, std::string_view part) {
  constexpr std::string_view kAnd = " && ";
  for (std::size_t at = condition.find(part); at != std::string_view::npos;
       at = condition.find(part, at + 1)) {
    const std::string_view front = condition.substr(0, at);
    const std::string_view rest = condition.substr(at + part.size());
    const bool is_whole =
        (front.empty() || front.ends_with(kAnd)) && (rest.empty() || rest.starts_with(kAnd));
    if (is_whole) return true;
  }
  return false;
}

std::string since_1_23() { return source::since("pgbouncer", "1.23"); }

}  // namespace

Logins::Logins(SourceReading& reading, const Pool& pool, const VersionedRules& rules)
    : reading_(reading),
      pool_(pool),
      instance_(pool.instance()),
      rules_(rules),
      policies_(reading, instance_.auth_type == AuthType::Hba && instance_.hba != nullptr
                             ? *instance_.hba
                             : *instance_.auth_type_at.file) {}

std::string Logins::declare() {
  if (instance_.auth_type == AuthType::Hba) {
    for (const HbaLine& line : rules_.lines) read_line(line);
  } else {
    read_auth_type(instance_.auth_type);
  }
  turn_others_away();
  std::string id = instance_.id("pgbouncer rules");
  policies_.add_set(id, Combine::FirstApplicable, {0, 0}, members_);
  return id;
}

/// Whom no rule fits.
void Logins::turn_others_away() {
  Part part;
  part.id = instance_.id("no rule");
  part.place = {0, 0};
  std::vector<std::string> to = {instance_.id(kPool), pool_.console()};
  if (pool_.has_replication()) to.push_back(instance_.id(kReplication));
  const Mention anyone = policies_.mention("anyone", MentionKind::Anyone, part.place);
  add(part, to, {"", Effect::Deny, {anyone}, "", true});
}

Mention Logins::group(std::string_view name, Place place) {
  groups_.insert(name);
  return policies_.mention(instance_.id(name), MentionKind::Group, place);
}

std::string Logins::unique(const std::string& id) {
  const int count = ++ids_[id];
  return count == 1 ? id : id + " (" + std::to_string(count) + ")";
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
  return unique(instance_.id("rule " + text));
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

std::string Logins::match_of(const LineReading& reading) {
  const hba::Rule& rule = reading.rule;
  std::string match =
      both(reading.versions,
           rule.connection == hba::Connection::Local ? "!has(request.ip)" : "has(request.ip)");
  if (rule.connection == hba::Connection::HostSsl) match = both(match, kTls);
  if (rule.connection == hba::Connection::HostNoSsl) match = both(match, "!" + kTls);
  if (rule.connection == hba::Connection::Local) return match;
  if (rule.address.kind == hba::Address::Kind::Networks)
    match = both(match, "request.ip in networks." + network(rule.address, rule.span.place));
  if (rule.address.kind == hba::Address::Kind::Unclear) {
    const std::string fact = "request.ip_is_in_" + source::digits_of(rule.address.text);
    policies_.declare_fact(fact, rule.span.place);
    match = both(match, "(has(" + fact + ") && " + fact + ")");
  }
  return match;
}

Logins::Proof Logins::proof_of(hba::Method method, const hba::Rule& rule,
                               const std::string& match) {
  const auto needed = [&](const std::string& part) {
    return is_part_of(match, part) ? std::string() : part;
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
    case hba::Method::Trust:
      return {};
    case hba::Method::Cert: {
      const std::string with_tls = both(needed("has(request.ip)"), needed(kTls));
      if (is_known) return {with_tls};
      return {both(with_tls, fact("auth.certificate" + mapped))};
    }
    case hba::Method::Peer:
      if (is_known) return {needed("!has(request.ip)")};
      return {both(needed("!has(request.ip)"), fact("auth.peer" + mapped))};
    case hba::Method::Ldap:
      return {fact("auth.ldap"), false};
    case hba::Method::Pam:
      return {fact("auth.pam"), false};
    case hba::Method::ScramSha256:
      return {"auth.password", true, true, true};
    default:
      return {"auth.password", true, true};
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
  const Names who = has_term(rule.roles, Term::Kind::All) ? Names() : Names(users);
  if (!who || !users.empty()) decide_databases(rule, part, who);
  const bool is_same =
      has_term(rule.databases, Term::Kind::SameUser) || has_term(rule.roles, Term::Kind::SameUser);
  if (is_same) read_same(reading, part);
}

/// Those that a rule names.
void Logins::decide_databases(const hba::Rule& rule, const Part& part, const Names& who) {
  const bool are_all = has_term(rule.databases, Term::Kind::All);
  decide(part, are_all ? pool_.all() : pool_.named(texts(rule.databases)), who);
  if (!has_term(rule.databases, Term::Kind::Replication)) return;
  Part physical = part;
  physical.id += ", replication";
  decide(physical, pool_.replication(), who);
}

/// Databases to which the rule lets only who is called as they are.
void Logins::read_same(const LineReading& reading, const Part& part) {
  const std::vector<Term>& databases = reading.rule.databases;
  const std::vector<Term>& users = reading.rule.roles;
  const bool are_all = has_term(databases, Term::Kind::All);
  const bool is_everybody = has_term(users, Term::Kind::All);
  const auto fits = [](const std::vector<Term>& terms, const std::string& name) {
    return has_term(terms, Term::Kind::All) || has_term(terms, Term::Kind::SameUser) ||
           names(terms, name);
  };
  for (const std::string& database : pool_.databases()) {
    const bool is_told =
        (are_all || names(databases, database)) && (is_everybody || names(users, database));
    if (is_told || !fits(databases, database) || !fits(users, database)) continue;
    Part one = part;
    one.id += ", " + database;
    decide(one, pool_.named({database}), Names({database}));
  }
  if (are_all && !has_term(users, Term::Kind::SameUser)) return;
  Part own = part;
  own.id += ", called as its user";
  const bool anybody = is_everybody || has_term(users, Term::Kind::SameUser);
  if (are_all || has_term(databases, Term::Kind::SameUser))
    decide(own, pool_.called_as_user(), anybody ? Names() : Names(texts(users)));
}

void Logins::read_auth_type(AuthType type) {
  const Place place = instance_.auth_type_at.place;
  hba::Rule rule;
  rule.span = {policies_.file().declarations.text.get(), place};
  Part part{unique(instance_.id("auth_type")), place, "", true, false, {}};
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
  decide(part, reached, {});
  Part physical = part;
  physical.id += ", replication";
  physical.match = since_1_23();
  if (type != AuthType::Any) decide(physical, pool_.replication(), {});
}

/// Those of them who can exist.
Logins::Names Logins::existing(const Part& part, const Reached& reached, const Names& names) const {
  const bool can_be_anybody = !reached.open.empty() || !part.proof.needs_user;
  if (!names || can_be_anybody) return names;
  std::vector<std::string> known;
  std::ranges::copy_if(*names, std::back_inserter(known),
                       [&](const std::string& name) { return instance_.users.contains(name); });
  return known;
}

void Logins::decide(const Part& part, const Reached& reached, const Names& all_names) {
  if (reached.is_empty()) return;
  const Names names = existing(part, reached, all_names);
  if (names && names->empty()) return;
  std::vector<std::string> to = reached.closed;
  to.insert(to.end(), reached.open.begin(), reached.open.end());
  std::vector<Mention> who;
  if (!names) who.push_back(policies_.mention("anyone", MentionKind::Anyone, part.place));
  for (const std::string& name : names.value_or(std::vector<std::string>()))
    who.push_back(policies_.mention(name, MentionKind::User, part.place));
  if (part.is_reject) return add(part, to, {"", Effect::Deny, who, part.match});
  if (!part.proof.needs_user) {
    const bool is_any = part.proof.condition.empty();
    if (!names && !is_any)
      who = {policies_.mention("authenticated", MentionKind::Authenticated, part.place)};
    add(part, to, {"", Effect::Allow, who, both(part.match, part.proof.condition)});
    if (!is_any) add(part, to, {", failed", Effect::Deny, who, part.match, true});
    return;
  }
  if (part.mapped != nullptr) {
    let_in_mapped(part, reached, names);
  } else {
    let_in(part, reached, names);
  }
  add(part, to, {", failed", Effect::Deny, std::move(who), part.match, true});
}

void Logins::let_in(const Part& part, const Reached& reached, const Names& names) {
  if (!reached.open.empty()) let_in_any(part, reached.open, names);
  if (!reached.closed.empty()) let_in_listed(part, reached.closed, names);
}

/// Any line of the map that fits lets in.
void Logins::let_in_mapped(const Part& part, const Reached& reached, const Names& names) {
  const hba::Rule& rule = *part.mapped;
  const std::string& map = hba::find_option(rule, "map")->value;
  const std::string name =
      rule.method == hba::Method::Cert ? "auth.certificate_name" : "auth.peer_user";
  source::declare_attribute(reading_, policies_.file(), name, {TypeKind::String, {}}, part.place);
  for (const hba::IdentRule& line : *instance_.maps) {
    if (line.map.text != map) continue;
    Names as = names;
    if (line.role.kind == Term::Kind::Name) {
      const bool fits = !names || std::ranges::find(*names, line.role.text) != names->end();
      if (!fits) continue;
      as = std::vector{line.role.text};
    }
    Part one = part;
    one.id = unique(part.id + ", as " + line.system_user.text + ' ' + line.role.text);
    one.proof.condition =
        both(part.proof.condition,
             fmt::format("has({0}) && {0} == {1}", name, string_literal(line.system_user.text)));
    let_in(one, reached, as);
  }
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

/// Those of the list, with a secret or without one.
std::vector<Mention> Logins::listed(const Part& part, const Names& names, bool with_secret) {
  std::vector<Mention> who;
  const bool is_scram = part.proof.is_scram && pool_.has_md5();
  if (!names) {
    const std::string_view group = !with_secret ? kUsersWithoutSecret
                                   : is_scram   ? kUsersForScram
                                                : kUsers;
    who.push_back(this->group(group, part.place));
    return who;
  }
  for (const std::string& name : *names) {
    const auto user = instance_.users.find(name);
    if (user == instance_.users.end()) continue;
    const Secret secret = user->second.secret;
    const bool fits = with_secret ? secret != Secret::None && !(is_scram && secret == Secret::Md5)
                                  : secret == Secret::None;
    if (fits) who.push_back(policies_.mention(name, MentionKind::User, part.place));
  }
  return who;
}

void Logins::let_in_listed(const Part& part, const std::vector<std::string>& to,
                           const Names& names) {
  const std::string when = both(part.match, part.proof.condition);
  add(part, to, {"", Effect::Allow, listed(part, names, true), when});
  // Before 1.23 an empty secret was one of a user that exists.
  if (!part.proof.needs_secret)
    add(part, to,
        {", without a secret", Effect::Allow, listed(part, names, false),
         both("!" + since_1_23(), when), true});
}

/// Whoever exists on the server, but for whom the list has with a secret that does not fit.
void Logins::let_in_any(const Part& part, const std::vector<std::string>& to, const Names& names) {
  if (part.proof.is_scram && pool_.has_md5()) {
    const Mention md5 = group(kUsersWithMd5, part.place);
    add(part, to, {", with an md5 secret", Effect::Deny, {md5}, part.match, true});
  }
  if (part.proof.needs_secret) {
    const Mention none = group(kUsersWithoutSecret, part.place);
    add(part, to,
        {", without a secret", Effect::Deny, {none}, both("!" + since_1_23(), part.match), true});
  }
  std::vector<Mention> who;
  if (!names)
    who.push_back(policies_.mention("authenticated", MentionKind::Authenticated, part.place));
  for (const std::string& name : names.value_or(std::vector<std::string>()))
    who.push_back(policies_.mention(name, MentionKind::User, part.place));
  add(part, to,
      {", looked up", Effect::Allow, std::move(who), both(part.match, part.proof.condition)});
}

void Logins::add(const Part& part, const std::vector<std::string>& to, Said said) {
  const std::string id = part.id + std::string(said.ending);
  PolicyDeclaration policy = policies_.make(id, said.effect, part.place);
  policy.who = std::move(said.who);
  for (const std::string& resource : to) policy.to.push_back(policies_.named(resource, part.place));
  Policies::require(policy, said.when, part.place);
  policy.is_implied = said.is_implied || !part.is_current;
  if (!part.rule.empty() && part.rule != id) policy.rule = reading_.names.intern(part.rule);
  if (policies_.add(std::move(policy))) members_.emplace_back(id, false);
}

}  // namespace accessdrift::pgbouncer
