#include <algorithm>
#include <map>
#include <utility>

#include "accessdrift/format/postgresql/doors.h"

namespace accessdrift::postgresql {
namespace {

/// Sets of earlier rules that are told apart.
constexpr std::size_t kMostSets = 32;

}  // namespace

/// Of roles that are known those that can log in.
bool Doors::may_be_claimed(const std::string& name, const Part& part) {
  Roles& roles = server_.catalogue.roles;
  if (!part.only_role.empty() && name != part.only_role) return false;
  if (!part.only_members.empty() && roles.is_member(name, part.only_members) == Certainty::No)
    return false;
  if (!roles.are_known()) return true;
  const Roles::Role* const role = roles.find(name);
  if (role == nullptr || role->file == nullptr || !role->can_login) return false;
  const bool is_replication = part.databases.front() == kReplication;
  return !is_replication || role->may_replicate || role->is_superuser;
}

/// Those that somebody can claim to be. Where roles are not known, a member whom no file names
/// stands for the members of a role.
std::vector<std::string> Doors::claimed_roles(const hba::Rule& rule, const Part& part) {
  std::vector<std::string> claimed;
  const auto add = [&](const std::string& name) {
    if (may_be_claimed(name, part)) claimed.push_back(name);
  };
  for (const hba::NameTerm& term : rule.roles) {
    if (term.kind == TermKind::Name) {
      add(term.text);
    } else if (!server_.catalogue.roles.are_known()) {
      claimed.push_back((term.kind == TermKind::Member ? "+" : "/") + term.text);
    } else {
      for (const std::string_view name : known_roles_of(term)) add(std::string(name));
    }
  }
  std::ranges::sort(claimed);
  claimed.erase(std::ranges::unique(claimed).begin(), claimed.end());
  return claimed;
}

/// Those that a term which is no name may mean.
std::vector<std::string_view> Doors::known_roles_of(const hba::NameTerm& term) {
  Roles& roles = server_.catalogue.roles;
  std::vector<std::string_view> names;
  if (term.kind == TermKind::Member) {
    for (const std::uint32_t number : roles.members_of(term.text))
      names.push_back(roles.role(number).name);
  } else if (term.kind == TermKind::Pattern) {
    tests_ += roles.all().size();
    for (const Roles::Role& role : roles.all())
      if (Server::matches(term.text, role.name) != Certainty::No) names.push_back(role.name);
  }
  return names;
}

/// Whether a rule fits, for certain, who claims to be this role, or one of its members.
bool Doors::fits_claimed(const std::string& role, const hba::Rule& rule) {
  const bool is_group = role.starts_with('+') || role.starts_with('/');
  if (!is_group || server_.catalogue.roles.are_known())
    return server_.fits(role, rule.roles) == Certainty::Yes;
  const TermKind kind = role[0] == '+' ? TermKind::Member : TermKind::Pattern;
  return std::ranges::any_of(rule.roles, [&](const hba::NameTerm& term) {
    return term.kind == kind && role.substr(1) == term.text;
  });
}

/// Earlier rules that fit the role by its name and ask for something; those for everybody stand
/// before the claim in the set.
std::vector<std::size_t> Doors::turned_away_by(std::size_t number, const std::string& role,
                                               std::size_t period) {
  std::vector<std::size_t> rules;
  for (std::size_t i = 0; i < number; ++i) {
    const auto& [rule, in] = server_.rules[i];
    if (!in[period]) continue;
    if (is_for_everybody(rule) || asks_for_nothing(rule)) continue;
    tests_ += rule.roles.size();
    if (fits_claimed(role, rule)) rules.push_back(i);
  }
  return rules;
}

/// Of rules those that cover a database for the role, for certain.
std::vector<std::size_t> Doors::covering(const std::vector<std::size_t>& rules,
                                         std::string_view database, const std::string& role) {
  std::vector<std::size_t> there;
  for (const std::size_t i : rules) {
    ++tests_;
    if (server_.covers(server_.rules[i].line, database, role) == Certainty::Yes) there.push_back(i);
  }
  return there;
}

Doors::Claims Doors::claims_of(std::size_t number, const Part& part, std::size_t period) {
  const hba::Rule& rule = server_.rules[number].line;
  Claims sets;
  for (const std::string& role : claimed_roles(rule, part)) {
    const std::vector<std::size_t> earlier =
        tests_ > kMostTests ? std::vector<std::size_t>{} : turned_away_by(number, role, period);
    for (const std::string_view database : part.databases)
      sets[covering(earlier, database, role)].insert(database);
    const auto free = sets.find({});
    const bool is_free = free != sets.end() && free->second.size() == part.databases.size();
    if (!is_free && sets.size() <= kMostSets) continue;
    // Somebody gets in wherever the rule fits; what others could claim adds nothing to it. Past the
    // bound it is told as if it were so, which hides nobody who gets in.
    sets.clear();
    sets[{}].insert(part.databases.begin(), part.databases.end());
    break;
  }
  return sets;
}

void Doors::write_claims(std::size_t number, const Part& part, const std::string& key) {
  const Versions::Periods& in = server_.rules[number].in;
  std::map<Claims, Versions::Periods> by_claims;
  for (std::size_t period = 0; period < in.size(); ++period) {
    if (!in[period] || !server_.versions.asked()[period]) continue;
    const auto [one, is_new] = by_claims.try_emplace(claims_of(number, part, period), in);
    if (is_new) one->second.assign(in.size(), false);
    one->second[period] = true;
  }
  for (const auto& [claims, periods] : by_claims)
    for (const Claims::value_type& claim : claims) write_claim(number, part, key, periods, claim);
}

void Doors::write_claim(std::size_t number, const Part& part, const std::string& key,
                        const Versions::Periods& in, const Claims::value_type& claim) {
  const auto& [earlier, databases] = claim;
  const hba::Rule& rule = server_.rules[number].line;
  SourceReading::File& file = server_.file_of(rule.span.text);
  const std::string suffix =
      part.suffix + (in == server_.rules[number].in ? "" : server_.versions.suffix_of(in));
  Part claimed = part;
  if (databases.size() < part.databases.size()) {
    claimed.to.clear();
    for (const std::string_view database : databases)
      claimed.to.push_back(target(database, part.to.front().place));
  }
  const bool is_other_only =
      databases.contains(kServer) && databases.size() < part.databases.size();
  PolicyDeclaration made = policy(key + suffix + ", claimed", Effect::Allow, file, rule, claimed);
  made.who = {{server_.reading.names.intern("anonymous"), MentionKind::Claimant, false,
               Server::place_in(file, rule.roles.front().span, rule.span.place)}};
  made.is_implied = true;
  std::vector<Words> when = connection(file, rule, in);
  when.insert(when.end(), part.extra.begin(), part.extra.end());
  for (const std::size_t i : earlier)
    when.push_back(
        {"!(" + joined(requests_.connection(file, server_.rules[i].line)) + ")", rule.span.place});
  if (is_other_only) {
    // The databases below it are covered by it, too.
    std::vector<Words> other = when;
    other.push_back({"resource." + std::string(kIsOther), rule.span.place});
    PolicyDeclaration on_others = made;
    on_others.id =
        server_.reading.names.intern(numbered(key + suffix + ", claimed elsewhere", ids_));
    on_others.to = {target(kServer, part.to.front().place)};
    add(file, std::move(on_others), other);
    std::erase_if(made.to, [&](const NamePlace& one) {
      return server_.reading.names.text(one.name) == kServer;
    });
    if (made.to.empty()) return;
  }
  add(file, std::move(made), when);
}

}  // namespace accessdrift::postgresql
