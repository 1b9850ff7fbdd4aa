#include <algorithm>

#include "naive.h"

namespace accessdrift::naive {
namespace {

/// The person, client or group that is named; nothing if it is missing, or the mention names nobody
/// in particular.
std::optional<std::size_t> named(const Snapshot& snapshot, const Side& side,
                                 const Mention& mention) {
  if (mention.kind == MentionKind::User) return side.find_person(snapshot.text(mention.id));
  if (mention.kind == MentionKind::Client)
    return side.find_person("client:" + std::string(snapshot.text(mention.id)));
  for (std::size_t g = 0; mention.kind == MentionKind::Group && g < snapshot.groups.size(); ++g) {
    if (snapshot.groups[g]->id == mention.id) return g;
  }
  return std::nullopt;
}

bool holds_of(const Side& side, const Expression& rule, const Attributes& attributes,
              const std::set<std::string>& unreadable) {
  Meaning meaning;
  meaning.user = &attributes;
  meaning.networks = &side.networks;
  meaning.windows = &side.windows;
  meaning.clocks = &side.clocks;
  meaning.unreadable_of_user = unreadable;
  return Evaluator(rule, meaning).truth() == Truth::True;
}

std::vector<char> members_by_rule(const Side& side, const Expression& rule) {
  std::vector<char> in(side.people.size());
  for (std::size_t p = 0; p < side.people.size(); ++p) {
    if (side.people[p].is_client || side.is_unknown(p)) continue;
    in[p] = holds_of(side, rule, side.people[p].attributes, {}) ? 1 : 0;
  }
  return in;
}

/// Whether `to` grew.
bool add_all(const std::vector<char>& from, std::vector<char>& to) {
  bool grew = false;
  for (std::size_t p = 0; p < from.size(); ++p) {
    grew |= from[p] != 0 && to[p] == 0;
    if (from[p] != 0) to[p] = 1;
  }
  return grew;
}

void add_named(const Side& side, const Mentioned& mentioned,
               const std::vector<std::vector<char>>& members, std::vector<char>& names) {
  switch (mentioned.kind) {
    case MentionKind::User:
    case MentionKind::Client:
      names[mentioned.index] = 1;
      break;
    case MentionKind::Group:
      (void)add_all(members[mentioned.index], names);
      break;
    case MentionKind::Domain:
      for (std::size_t p = 0; p < side.people.size(); ++p) {
        const std::string& domain = side.people[p].domain;
        if (!domain.empty() && mentioned.domain == domain) names[p] = 1;
      }
      break;
    case MentionKind::Authenticated:
      (void)add_all(std::vector<char>(side.people.size(), 1), names);
      break;
    case MentionKind::Anonymous:
      names[side.anonymous()] = names[side.signed_out()] = 1;
      break;
    case MentionKind::Claimant:
      names[side.anonymous()] = 1;
      break;
    case MentionKind::Anyone:
      names.assign(names.size(), 1);
      break;
  }
}

}  // namespace

void read_groups(const Snapshot& snapshot, Side& side) {
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const auto& declared = snapshot.groups[g];
    Group group;
    group.id = snapshot.text(declared->id);
    group.rule = snapshot.rules[g];
    group.by_rule.resize(side.people.size());
    if (group.rule) group.by_rule = members_by_rule(side, *group.rule);
    group.is_open = declared->is_open;
    for (const NamePlace& domain : declared->within)
      group.within.emplace(snapshot.text(domain.name));
    group.attribute = "group:" + group.id;
    for (std::uint32_t i = 0; i < declared->members.count; ++i) {
      const Mention& mention = declared.file->mentions[declared->members.first + i];
      const std::optional<std::size_t> index = named(snapshot, side, mention);
      if (!index) continue;
      Member member;
      member.is_group = mention.kind == MentionKind::Group;
      member.index = *index;
      if (mention.has_until) member.until = declared.file->until_of(mention).end;
      group.members.push_back(member);
    }
    side.groups.push_back(std::move(group));
  }
}

std::vector<Mentioned> read_who(const Snapshot& snapshot, const Side& side,
                                const std::vector<Mention>& mentions) {
  std::vector<Mentioned> who;
  for (const Mention& mention : mentions) {
    const std::optional<std::size_t> index = named(snapshot, side, mention);
    const bool is_of_one = mention.kind == MentionKind::User ||
                           mention.kind == MentionKind::Group ||
                           mention.kind == MentionKind::Client;
    if (is_of_one && !index) continue;
    Mentioned& one = who.emplace_back(Mentioned{mention.kind, index.value_or(0), {}});
    if (mention.kind == MentionKind::Domain) one.domain = snapshot.text(mention.id);
  }
  return who;
}

void read_clients(const Snapshot& snapshot, Side& side) {
  for (const auto& declared : snapshot.clients) {
    Client client;
    for (const NamePlace& scope : declared->scopes) {
      const std::set<std::string>& brings = side.scopes.at(std::string(snapshot.text(scope.name)));
      client.scopes.insert(brings.begin(), brings.end());
    }
    if (declared->users) client.users = read_who(snapshot, side, *declared->users);
    side.clients[std::string(snapshot.text(declared->name))] = std::move(client);
  }
}

bool Side::has_open_groups() const { return std::ranges::any_of(groups, &Group::is_open); }

bool Side::tells_members(const std::string& attribute) const {
  return std::ranges::any_of(groups, [&](const Group& group) {
    if (group.is_open && group.attribute == attribute) return true;
    if (!group.rule || !has_unknowns()) return false;
    const Expression& rule = *group.rule;
    return std::ranges::any_of(
        attributes_read(rule, rule.root(), Operator::UserAttribute),
        [&](const std::string& name) { return "user." + name == attribute; });
  });
}

void Side::tell(const std::string& attribute, const Told& told, Circumstances& in) const {
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (!groups[g].is_open || groups[g].attribute != attribute) continue;
    if (told == Told::present(true)) in.is_told_in.insert(g);
    return;
  }
  const std::string name = attribute.substr(std::string("user.").size());
  if (const auto value = seen(attribute, told)) in.of_unknown[name] = *value;
  if (!allows(attribute, told)) in.unreadable.insert(name);
}

bool Side::is_member(std::size_t g, std::size_t p, const Circumstances& in) const {
  const Group& group = groups[g];
  const Person& person = people[p];
  if (person.represents == g) return true;
  const bool is_by_rule =
      person.is_unknown ? group.rule && holds_of(*this, *group.rule, in.of_unknown, in.unreadable)
                        : group.by_rule[p] != 0;
  if (is_by_rule) return true;
  const bool can_be_told =
      group.is_open && person.is_active && !person.is_client && !person.is_representative;
  return can_be_told && in.is_told_in.contains(g) &&
         (group.within.empty() || group.within.contains(person.domain));
}

/// By group and person. A membership that is over is as if it were not written.
std::vector<std::vector<char>> Side::members_in(const Circumstances& in) const {
  std::vector<std::vector<char>> members;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    std::vector<char>& of_group = members.emplace_back();
    for (std::size_t p = 0; p < people.size(); ++p) of_group.push_back(is_member(g, p, in) ? 1 : 0);
  }
  for (bool grew = true; grew;) {
    grew = false;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (const Member& member : groups[g].members) {
        if (!lasts(member.until, in.at)) continue;
        if (member.is_group) {
          grew |= add_all(members[member.index], members[g]);
        } else {
          grew |= members[g][member.index] == 0;
          members[g][member.index] = 1;
        }
      }
    }
  }
  return members;
}

const Side::Names& Side::names_in(const Circumstances& in) const {
  const auto [known, is_new] = names_.try_emplace(in);
  if (!is_new) return known->second;
  const std::vector<std::vector<char>> members = members_in(in);
  for (const Rule& rule : rules) {
    std::vector<char>& names = known->second.emplace_back(all());
    for (const Mentioned& mentioned : rule.who) add_named(*this, mentioned, members, names);
  }
  return known->second;
}

const Side::Users& Side::users_in(const Circumstances& in) const {
  const auto [known, is_new] = users_.try_emplace(in);
  if (!is_new) return known->second;
  const std::vector<std::vector<char>> members = members_in(in);
  for (const auto& [name, client] : clients) {
    std::vector<char>& users = known->second[name];
    users.assign(all(), client.users ? 0 : 1);
    if (!client.users) continue;
    for (const Mentioned& mentioned : *client.users) add_named(*this, mentioned, members, users);
  }
  return known->second;
}

bool Side::signs_in(std::size_t person, const std::optional<Instant>& at) const {
  return people[person].is_active && lasts(people[person].until, at);
}

}  // namespace accessdrift::naive
