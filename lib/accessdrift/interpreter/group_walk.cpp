#include "accessdrift/interpreter/group_walk.h"

#include <algorithm>
#include <queue>
#include <span>

namespace accessdrift::interpreting {
namespace {

Instant end_of(const Declarations& file, const Mention& mention) {
  return mention.has_until ? file.until_of(mention).end : kForever;
}

bool lasts(Instant end, std::optional<Instant> at) { return !at || *at < end; }

/// The names by which lists can mention the user: its id and its aliases.
std::vector<Name> names_of(const Snapshot& snapshot, UserIndex user) {
  const auto& [declared, file] = snapshot.users[user.index()];
  std::vector<Name> names = {declared->id};
  for (std::uint32_t i = 0; i < declared->aliases.count; ++i) {
    names.push_back(file->aliases[declared->aliases.first + i].name);
  }
  std::erase_if(names, [&](Name name) { return snapshot.user_by_name.find(name) != user; });
  return names;
}

}  // namespace

GroupWalk::Mentions::Mentions(std::size_t names, std::size_t mentions) : first_(names, kEnd) {
  entries_.reserve(mentions);
}

void GroupWalk::Mentions::add_in_front(Name name, GroupIndex group, Instant end) {
  std::uint32_t& first = first_[name.index()];
  entries_.push_back({end, group, first});
  first = static_cast<std::uint32_t>(entries_.size() - 1);
}

std::size_t GroupWalk::count(const Snapshot& snapshot) {
  std::size_t mentions = 0;
  for (const auto& group : snapshot.groups) mentions += group->members.count;
  return mentions;
}

GroupWalk::GroupWalk(const Snapshot& snapshot)
    : snapshot_(snapshot),
      of_users_(snapshot.names->size(), count(snapshot)),
      of_groups_(snapshot.names->size(), snapshot.groups.size()) {
  for (std::size_t g = snapshot.groups.size(); g-- > 0;) {
    const GroupIndex group{g};
    for (const Mention& mention : members_of(snapshot.groups[g])) {
      const bool is_group = mention.kind == MentionKind::Group;
      const Instant end = end_of(*snapshot.groups[g].file, mention);
      (is_group ? of_groups_ : of_users_).add_in_front(mention.id, group, end);
    }
  }
  for (std::size_t g = 0; g < snapshot.rules.size(); ++g) {
    if (snapshot.rules[g] != nullptr) with_rule_.emplace_back(g);
    if (snapshot.groups[g]->is_open) open_.emplace_back(g);
  }
}

template <typename See>
void GroupWalk::each_direct(UserIndex user, const Belonging& belongs, See&& see) const {
  for (const Name name : names_of(snapshot_, user)) of_users_.each(name, see);
  for (const GroupIndex group : with_rule_) {
    if (belongs.by_rule(group)) see(group, kForever);
  }
  for (const GroupIndex group : open_) {
    const Unlisted* const unlisted = snapshot_.unlisted_user(user);
    const bool is_its_own = unlisted != nullptr && unlisted->group == group;
    if (is_its_own || belongs.as_further_member(group)) see(group, kForever);
  }
}

std::vector<GroupWalk::Step> GroupWalk::walk(UserIndex user, const Belonging& belongs,
                                             std::optional<Instant> at) const {
  std::vector<Step> steps;
  std::vector<bool> is_found(snapshot_.groups.size(), false);
  const auto find = [&](GroupIndex group, Instant end, std::uint32_t from) {
    if (is_found[group.index()] || !lasts(end, at)) return;
    is_found[group.index()] = true;
    steps.push_back({group, from});
  };
  each_direct(user, belongs,
              [&](GroupIndex group, Instant end) { find(group, end, Step::kDirectly); });
  for (std::uint32_t step = 0; step < steps.size(); ++step) {
    const Name member = snapshot_.groups[steps[step].group.index()]->id;
    of_groups_.each(member, [&](GroupIndex group, Instant end) { find(group, end, step); });
  }
  return steps;
}

std::vector<GroupWalk::Stay> GroupWalk::stays(UserIndex user, const Belonging& belongs) const {
  std::vector<Stay> direct;
  each_direct(user, belongs, [&](GroupIndex group, Instant end) {
    direct.push_back({group, end});
  });
  return with_containing(direct);
}

/// The group that lasts longest is settled first, so no later path can last longer.
std::vector<GroupWalk::Stay> GroupWalk::with_containing(const std::vector<Stay>& direct) const {
  const auto ends_earlier = [](const Stay& a, const Stay& b) { return a.end < b.end; };
  std::priority_queue<Stay, std::vector<Stay>, decltype(ends_earlier)> open(ends_earlier, direct);
  std::vector<Stay> stays;
  std::vector<bool> is_settled(snapshot_.groups.size(), false);
  while (!open.empty()) {
    const Stay stay = open.top();
    open.pop();
    if (is_settled[stay.group.index()]) continue;
    is_settled[stay.group.index()] = true;
    stays.push_back(stay);
    of_groups_.each(snapshot_.groups[stay.group.index()]->id, [&](GroupIndex group, Instant end) {
      open.push({group, std::min(end, stay.end)});
    });
  }
  std::ranges::sort(stays, {}, &Stay::group);
  return stays;
}

bool GroupWalk::has_member(GroupIndex group, UserIndex user, const Belonging& belongs,
                           std::optional<Instant> at) const {
  bool is_member = false;
  each_direct(user, belongs, [&](GroupIndex of, Instant end) {
    is_member = is_member || (of == group && lasts(end, at));
  });
  return is_member;
}

bool GroupWalk::has_member(GroupIndex group, GroupIndex member, std::optional<Instant> at) const {
  bool is_member = false;
  of_groups_.each(snapshot_.groups[member.index()]->id, [&](GroupIndex of, Instant end) {
    is_member = is_member || (of == group && lasts(end, at));
  });
  return is_member;
}

Span GroupWalk::membership(GroupIndex group, UserIndex user, std::optional<Instant> at) const {
  const auto& [declared, file] = snapshot_.groups[group.index()];
  for (const Mention& mention : members_of(snapshot_.groups[group.index()])) {
    const bool is_user = mention.kind == MentionKind::User;
    if (is_user && snapshot_.user_by_name.find(mention.id) == user &&
        lasts(end_of(*file, mention), at))
      return file->span(mention.place);
  }
  if (declared->rule) return file->span(declared->rule->place);
  return file->span(declared->is_open ? declared->open_place : declared->key);
}

Span GroupWalk::membership(GroupIndex group, GroupIndex member) const {
  const auto& [declared, file] = snapshot_.groups[group.index()];
  for (const Mention& mention : members_of(snapshot_.groups[group.index()])) {
    const bool is_group = mention.kind == MentionKind::Group;
    if (is_group && snapshot_.group_by_name.find(mention.id) == member) {
      return file->span(mention.place);
    }
  }
  return file->span(declared->key);
}

}  // namespace accessdrift::interpreting
