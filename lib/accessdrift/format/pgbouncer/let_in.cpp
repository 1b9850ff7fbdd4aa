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

/// Those of them who can exist. Where nobody can whom no file lists, the others may stay: so an
/// edit of the list is none of the rule.
LetIn::Names LetIn::existing(const Part& part, const Reached& reached, const Names& names) const {
  const bool can_be_anybody = !reached.open.empty() || !part.proof.needs_user;
  if (!names || can_be_anybody || keeps_missing(part)) return names;
  std::vector<std::string> known;
  std::ranges::copy_if(*names, std::back_inserter(known),
                       [&](const std::string& name) { return instance_.users.contains(name); });
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

bool LetIn::is_listed(const Part& part, const std::string& name, bool with_secret) const {
  const auto user = instance_.users.find(name);
  if (user == instance_.users.end()) return with_secret && keeps_missing(part);
  const Secret secret = user->second.secret;
  if (!with_secret || secret == Secret::None) return !with_secret && secret == Secret::None;
  return !part.proof.is_scram || secret != Secret::Md5;
}

/// Those of the list, with a secret or without one.
std::vector<Mention> LetIn::listed(const Part& part, const Names& names, bool with_secret) {
  if (!names) {
    const bool is_scram = part.proof.is_scram && pool_.has_md5();
    const std::string_view group = !with_secret ? kUsersWithoutSecret
                                   : is_scram   ? kUsersForScram
                                                : kUsers;
    return {this->group(group, part.place)};
  }
  std::vector<Mention> who;
  for (const std::string& name : *names) {
    if (!is_listed(part, name, with_secret)) continue;
    who.push_back(policies_.mention(name, MentionKind::User, part.place));
    who.back().may_be_nobodys = true;
  }
  return who;
}

void LetIn::let_in_listed(const Part& part, const std::vector<std::string>& to,
                          const Names& names) {
  const Conditions when = both(part.match, part.proof.conditions);
  add(part, to, {"", Effect::Allow, listed(part, names, true), when});
  // Before 1.23 an empty secret was one of a user that exists.
  if (!part.proof.needs_secret)
    add(part, to,
        {", without a secret", Effect::Allow, listed(part, names, false),
         both({not_since_1_23()}, when), true});
}

/// Whoever exists on the server, but for whom the list has with a secret that does not fit.
void LetIn::let_in_any(const Part& part, const std::vector<std::string>& to, const Names& names) {
  if (part.proof.is_scram && pool_.has_md5()) {
    const Mention md5 = group(kUsersWithMd5, part.place);
    add(part, to, {", with an md5 secret", Effect::Deny, {md5}, part.match, true});
  }
  if (part.proof.needs_secret) {
    const Mention none = group(kUsersWithoutSecret, part.place);
    add(part, to,
        {", without a secret", Effect::Deny, {none}, both({not_since_1_23()}, part.match), true});
  }
  std::vector<Mention> who =
      mentions(names, "authenticated", MentionKind::Authenticated, part.place);
  add(part, to,
      {", looked up", Effect::Allow, std::move(who), both(part.match, part.proof.conditions)});
}

/// Whoever comes, by the name of one of them.
void LetIn::let_in_claimed(const Part& part, const Reached& reached, const Names& names) {
  const Mention claimant = policies_.mention("anonymous", MentionKind::Claimant, part.place);
  for (const Claim& claim : claims_.of(names, reached, part.match)) {
    Part claimed = part;
    claimed.id += ", claimed";
    if (claim.action == "connect") claimed.id += " at the console";
    if (claim.action == "administer") claimed.id += " as an admin";
    if (claim.is_without_secret) claimed.id += " without a secret";
    claimed.id = unique(claimed.id);
    Said said{"", Effect::Allow, {claimant}, both(part.match, claim.when), true};
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
