#include <algorithm>

#include "naive.h"

namespace accessdrift::naive {
namespace {

std::size_t person_named(const Snapshot& snapshot, const Side& side, Name id) {
  return side.find_person(snapshot.text(id)).value();
}

std::size_t group_named(const Snapshot& snapshot, Name id) {
  std::size_t group = 0;
  while (snapshot.groups[group]->id != id) ++group;
  return group;
}

std::vector<char> members_by_rule(const Side& side, const Expression& rule) {
  std::vector<char> in(side.people.size());
  for (std::size_t p = 0; p < side.people.size(); ++p) {
    if (side.people[p].is_client) continue;
    Meaning meaning;
    meaning.user = &side.people[p].attributes;
    meaning.networks = &side.networks;
    meaning.windows = &side.windows;
    meaning.clocks = &side.clocks;
    in[p] = Evaluator(rule, meaning).truth() == Truth::True ? 1 : 0;
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
    group.by_rule.resize(side.people.size());
    if (snapshot.rules[g]) group.by_rule = members_by_rule(side, *snapshot.rules[g]);
    for (std::uint32_t i = 0; i < declared->members.count; ++i) {
      const Mention& mention = declared.file->mentions[declared->members.first + i];
      Member member;
      member.is_group = mention.kind == MentionKind::Group;
      member.index = member.is_group ? group_named(snapshot, mention.id)
                                     : person_named(snapshot, side, mention.id);
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
    Mentioned& one = who.emplace_back(Mentioned{mention.kind, 0, {}});
    if (mention.kind == MentionKind::User) one.index = person_named(snapshot, side, mention.id);
    if (mention.kind == MentionKind::Group) one.index = group_named(snapshot, mention.id);
    if (mention.kind == MentionKind::Domain) one.domain = snapshot.text(mention.id);
    if (mention.kind == MentionKind::Client)
      one.index = side.find_person("client:" + std::string(snapshot.text(mention.id))).value();
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

/// By group and person. A membership that is over is as if it were not written.
std::vector<std::vector<char>> Side::members_at(const std::optional<Instant>& at) const {
  std::vector<std::vector<char>> members;
  for (const Group& group : groups) members.push_back(group.by_rule);
  for (bool grew = true; grew;) {
    grew = false;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (const Member& member : groups[g].members) {
        if (!lasts(member.until, at)) continue;
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

const Side::Names& Side::names_at(const std::optional<Instant>& at) const {
  const auto [known, is_new] = names_.try_emplace(at);
  if (!is_new) return known->second;
  const std::vector<std::vector<char>> members = members_at(at);
  for (const Rule& rule : rules) {
    std::vector<char>& names = known->second.emplace_back(people.size() + 1);
    for (const Mentioned& mentioned : rule.who) add_named(*this, mentioned, members, names);
  }
  return known->second;
}

const Side::Users& Side::users_at(const std::optional<Instant>& at) const {
  const auto [known, is_new] = users_.try_emplace(at);
  if (!is_new) return known->second;
  const std::vector<std::vector<char>> members = members_at(at);
  for (const auto& [name, client] : clients) {
    std::vector<char>& users = known->second[name];
    users.assign(people.size() + 1, client.users ? 0 : 1);
    if (!client.users) continue;
    for (const Mentioned& mentioned : *client.users) add_named(*this, mentioned, members, users);
  }
  return known->second;
}

bool Side::signs_in(std::size_t person, const std::optional<Instant>& at) const {
  return people[person].is_active && lasts(people[person].until, at);
}

}  // namespace accessdrift::naive
