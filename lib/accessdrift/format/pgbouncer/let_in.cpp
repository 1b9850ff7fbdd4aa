#include "accessdrift/format/pgbouncer/let_in.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::pgbouncer {
namespace {

constexpr std::size_t kMostPolicies = 400'000;

}  // namespace

std::string LetIn::unique(const std::string& id) {
  const int count = ++ids_[id];
  return count == 1 ? id : id + " (" + std::to_string(count) + ")";
}

Mention LetIn::group(std::string_view name, Place place) {
  groups_.insert(name);
  return policies_.mention(instance_.id(name), MentionKind::Group, place);
}

void LetIn::turn_unlisted_away(const std::vector<std::string>& from) {
  if (!are_others_listed()) return;
  Part part;
  part.id = instance_.id("who is no user of the pool");
  part.place = {0, 0};
  const Mention who = policies_.mention("authenticated", MentionKind::Authenticated, part.place);
  groups_.insert(kWithoutSecretList);
  const std::string gone =
      source::since("pgbouncer", "1.23") + " && lists." + instance_.list(kWithoutSecretList);
  add(part, from, {"", Effect::Deny, {who}, {"(" + not_in(kUserList) + " || " + gone + ")"}, true});
}

/// Those of them who can exist. Where nobody can whom no file lists, the others may stay: so an
/// edit of the list is none of the rule.
LetIn::Names LetIn::existing(const Part& part, const Reached& reached, const Names& names) {
  const bool can_be_anybody = !reached.open.empty() || !part.proof.needs_user;
  if (!names || can_be_anybody || (part.names_users && !pool_.is_open())) return names;
  const std::string about = "pgbouncer users called as a database" + instance_.suffix;
  std::vector<std::string> known;
  for (const std::string& name : *names) {
    const bool is_here = instance_.users.contains(name);
    if (is_here && !part.names_users) reading_.between.tell(about, {name});
    // Who is there on another side stays on this one, too.
    const bool is_there =
        !part.names_users && !pool_.is_open() && reading_.between.is_told(about, {name});
    if (is_here || is_there) known.push_back(name);
  }
  return known;
}

void LetIn::decide(const Part& part, const Reached& reached, const Names& all_names) {
  if (reached.is_empty()) return;
  const Names names = existing(part, reached, all_names);
  if (names && names->empty()) return;
  std::vector<std::string> to = reached.closed;
  to.insert(to.end(), reached.open.begin(), reached.open.end());
  std::vector<Mention> who = mentions(names, "anyone", MentionKind::Anyone, part.place);
  const bool asks = part.is_reject || !part.proof.is_trust;
  if (asks && names) claims_.note(*names, reached, part.match);
  if (part.is_reject) return add(part, to, {"", Effect::Deny, std::move(who), part.match});
  if (!part.proof.needs_user) return decide_unlisted(part, to, std::move(who), !names);
  if (part.mapped != nullptr) {
    let_in_mapped(part, reached, names);
  } else {
    let_in(part, reached, names);
  }
  if (!asks) let_in_claimed(part, reached, names);
  add(part, to, {", failed", Effect::Deny, std::move(who), part.match, true});
}

/// Of a method that asks for no user of a list.
void LetIn::decide_unlisted(const Part& part, const std::vector<std::string>& to,
                            std::vector<Mention> who, bool are_all) {
  const bool is_any = part.proof.conditions.empty();
  std::vector<Mention> proven = who;
  if (are_all && !is_any)
    proven = {policies_.mention("authenticated", MentionKind::Authenticated, part.place)};
  add(part, to, {"", Effect::Allow, std::move(proven), both(part.match, part.proof.conditions)});
  if (!is_any) add(part, to, {", failed", Effect::Deny, std::move(who), part.match, true});
}

void LetIn::turn_all_away(const Part& part, const std::vector<std::string>& from) {
  const Mention anyone = policies_.mention("anyone", MentionKind::Anyone, part.place);
  add(part, from, {"", Effect::Deny, {anyone}, {}, true});
}

std::vector<Mention> LetIn::mentions(const Names& names, std::string_view all,
                                     MentionKind kind_of_all, Place place) const {
  if (!names) return {policies_.mention(all, kind_of_all, place)};
  std::vector<Mention> who;
  for (const std::string& name : *names) {
    who.push_back(policies_.mention(name, MentionKind::User, place));
    who.back().may_be_nobodys = true;
  }
  return who;
}

void LetIn::let_in(const Part& part, const Reached& reached, const Names& names) {
  if (!reached.open.empty()) let_in_any(part, reached.open, names);
  if (!reached.closed.empty()) let_in_listed(part, reached.closed, names);
}

/// Any line of the map that fits lets in.
void LetIn::let_in_mapped(const Part& part, const Reached& reached, const Names& names) {
  const hba::Rule& rule = *part.mapped;
  const std::string& map = hba::find_option(rule, "map")->value;
  const std::string name =
      rule.method == hba::Method::Cert ? "auth.certificate_name" : "auth.peer_user";
  source::declare_attribute(reading_, policies_.file(), name, {TypeKind::String, {}}, part.place);
  for (const hba::IdentRule& line : *instance_.maps) {
    if (line.map.text != map) continue;
    Names as = names;
    if (line.role.kind == hba::NameTerm::Kind::Name) {
      const bool fits = !names || std::ranges::find(*names, line.role.text) != names->end();
      if (!fits) continue;
      as = std::vector{line.role.text};
    }
    Part one = part;
    one.id = unique(part.id + ", as " + line.system_user.text + ' ' + line.role.text);
    one.proof.conditions.push_back(
        fmt::format("has({0}) && {0} == {1}", name, string_literal(line.system_user.text)));
    let_in(one, reached, as);
  }
}

std::string LetIn::not_in(std::string_view list) {
  groups_.insert(list);
  return "!lists." + instance_.list(list);
}

/// Whether one of them has such a secret, on this side or on another one. Of everybody there is
/// always a user without a secret, the built-in one.
bool LetIn::may_have(const Names& names, Secret secret) {
  if (!names && secret == Secret::None) return true;
  const std::string about = "pgbouncer secrets" + instance_.suffix;
  const std::string kind = std::to_string(static_cast<int>(secret));
  BetweenSides& between = reading_.between;
  if (!names) {
    if (pool_.has_md5()) between.tell(about, {kind});
    return between.is_told(about, {kind});
  }
  for (const std::string& name : *names) {
    const auto user = instance_.users.find(name);
    if (user != instance_.users.end() && user->second.secret == secret)
      between.tell(about, {kind, name});
  }
  const BetweenSides::Items& told = between.told(about);
  return !told.empty() && std::ranges::any_of(*names, [&](const std::string& name) {
    return told.contains({kind, name});
  });
}

Conditions LetIn::fitting(const Part& part, const Names& names, bool are_others) {
  Conditions all;
  if (may_have(names, Secret::None)) {
    // Before 1.23 an empty secret was one of a user that exists; then it is as if he was not
    // listed.
    const std::string not_without = not_in(kWithoutSecretList);
    const bool needs_secret = part.proof.needs_secret;
    const std::string since = source::since("pgbouncer", "1.23");
    if (needs_secret && are_others) all.push_back("(" + since + " || " + not_without + ")");
    if (needs_secret && !are_others) all.push_back(not_without);
    if (!needs_secret && !are_others && !are_others_listed())
      all.push_back("(!" + since + " || " + not_without + ")");
  }
  return both(std::move(all), fitting_scram(part, names));
}

Conditions LetIn::fitting_scram(const Part& part, const Names& names) {
  if (!part.proof.is_scram || !may_have(names, Secret::Md5)) return {};
  return {not_in(kWithMd5List)};
}

void LetIn::let_in_listed(const Part& part, const std::vector<std::string>& to,
                          const Names& names) {
  const Conditions when = both(part.match, part.proof.conditions);
  if (names || are_others_listed()) {
    std::vector<Mention> who =
        mentions(names, "authenticated", MentionKind::Authenticated, part.place);
    return add(part, to,
               {"", Effect::Allow, std::move(who), both(when, fitting(part, names, false))});
  }
  add(part, to,
      {"", Effect::Allow, {group(kUsers, part.place)}, both(when, fitting_scram(part, names))});
  // Before 1.23 an empty secret was one of a user that exists.
  if (!part.proof.needs_secret)
    add(part, to,
        {", without a secret",
         Effect::Allow,
         {group(kUsersWithoutSecret, part.place)},
         both({not_since_1_23()}, when),
         true});
}

/// Whoever exists on the server, but for whom the list has with a secret that does not fit.
void LetIn::let_in_any(const Part& part, const std::vector<std::string>& to, const Names& names) {
  std::vector<Mention> who =
      mentions(names, "authenticated", MentionKind::Authenticated, part.place);
  const Conditions when = both(part.match, part.proof.conditions);
  add(part, to,
      {", looked up", Effect::Allow, std::move(who), both(when, fitting(part, names, true))});
}

Conditions LetIn::are_some_there(const Part& part, const Reached& reached, const Names& names) {
  if (!names || !reached.open.empty()) return {};
  const auto is_user = [&](const std::string& name) { return instance_.users.contains(name); };
  const auto one = std::ranges::find_if(*names, is_user);
  const bool is_one = one != names->end();
  constexpr std::string_view kSome = "rules that name some users of a pool";
  constexpr std::string_view kNone = "rules that name no user of a pool";
  BetweenSides& between = reading_.between;
  if (!is_one) between.tell(kNone, {part.id});
  if (is_one && between.is_told(kNone, {part.id})) between.tell(kSome, {part.id});
  if (!between.is_told(kSome, {part.id})) return {};
  const User* const user = is_one ? &instance_.users.at(*one) : nullptr;
  SourceReading::File& home = instance_.userlist != nullptr ? *instance_.userlist : *instance_.file;
  const std::string name = "pgbouncer.somebody_can_be_claimed_" + source::digits_of(part.id);
  policies_.declare_condition(
      name, is_one ? "true" : "false",
      is_one ? *one + " can be claimed" : "nobody exists who could be claimed",
      user != nullptr ? *user->file : home, user != nullptr ? user->place : Place{0, 0});
  return {"conditions." + name};
}

/// Whoever comes, by the name of one of them.
void LetIn::let_in_claimed(const Part& part, const Reached& reached, const Names& names) {
  const Mention claimant = policies_.mention("anonymous", MentionKind::Claimant, part.place);
  const Conditions if_there = are_some_there(part, reached, names);
  std::vector<Claim> claims = claims_.of(names, reached, part.match);
  const auto is_user = [&](const std::string& name) { return instance_.users.contains(name); };
  if (!if_there.empty() && std::ranges::none_of(*names, is_user)) {
    Claim& none = claims.emplace_back();  // its condition is false
    none.to = reached.closed;
    std::erase(none.to, pool_.console());
  }
  for (const Claim& claim : claims) {
    Part claimed = part;
    claimed.id += ", claimed";
    if (claim.action == "connect") claimed.id += " at the console";
    if (claim.action == "administer") claimed.id += " as an admin";
    if (claim.is_without_secret) claimed.id += " without a secret";
    claimed.id = unique(claimed.id);
    Said said{"", Effect::Allow, {claimant}, both(both(part.match, claim.when), if_there), true};
    said.action = claim.action;
    claimed_.insert(claim.to.begin(), claim.to.end());
    add(claimed, claim.to, std::move(said));
  }
}

void LetIn::add(const Part& part, const std::vector<std::string>& to, Said said) {
  if (is_too_large_) return;
  if (members_.size() >= kMostPolicies) {
    is_too_large_ = true;
    source::report(reading_, "too-large",
                   "more than " + std::to_string(kMostPolicies) + " policies come of the rules",
                   {policies_.file().declarations.text.get(), part.place})
        .label = "of this rule and of those before it";
    return;
  }
  const std::string id = part.id + std::string(said.ending);
  PolicyDeclaration policy = policies_.make(id, said.effect, part.place);
  policy.who = std::move(said.who);
  for (const std::string& resource : to) policy.to.push_back(policies_.named(resource, part.place));
  if (!said.action.empty()) policy.actions = {policies_.named(said.action, part.place)};
  Policies::require(policy, said.when, part.place);
  policy.is_implied = said.is_implied || !part.is_current;
  if (!part.rule.empty() && part.rule != id) policy.rule = reading_.names.intern(part.rule);
  if (policies_.add(std::move(policy))) members_.emplace_back(id, false);
}

}  // namespace accessdrift::pgbouncer
