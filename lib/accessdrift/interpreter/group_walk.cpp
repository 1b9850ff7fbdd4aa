#include "accessdrift/interpreter/group_walk.h"

#include <algorithm>
#include <span>

namespace accessdrift::interpreting {
namespace {

std::span<const Mention> members_of(const Snapshot& snapshot, std::size_t group) {
  const auto& [declared, file] = snapshot.groups[group];
  return std::span(file->mentions).subspan(declared->members.first, declared->members.count);
}

template <typename Index>
struct Edge {
  Index member;
  GroupIndex group;
};

/// A counting sort by member; `first` gets one run a member.
template <typename Index>
void sort_by_member(const std::vector<Edge<Index>>& edges, std::size_t members,
                    std::vector<std::uint32_t>& first, std::vector<GroupIndex>& groups) {
  first.assign(members + 2, 0);
  for (const Edge<Index>& edge : edges) ++first[edge.member.index() + 2];
  for (std::size_t i = 2; i < first.size(); ++i) first[i] += first[i - 1];
  groups.resize(edges.size());
  for (const Edge<Index>& edge : edges) groups[first[edge.member.index() + 1]++] = edge.group;
  first.pop_back();
}

}  // namespace

GroupWalk::GroupWalk(const Snapshot& snapshot) : snapshot_(snapshot) {
  std::vector<Edge<UserIndex>> users;
  std::vector<Edge<GroupIndex>> groups;
  std::size_t mentions = 0;
  for (const auto& group : snapshot.groups) mentions += group->members.count;
  users.reserve(mentions);
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const GroupIndex group{g};
    if (g < snapshot.rules.size() && snapshot.rules[g] != nullptr) with_rule_.push_back(group);
    for (const Mention& mention : members_of(snapshot, g)) {
      if (mention.kind == MentionKind::Group) {
        const GroupIndex member = snapshot.group_by_name.find(mention.id);
        if (!member.is_none()) groups.push_back({member, group});
      } else {
        const UserIndex member = snapshot.user_by_name.find(mention.id);
        if (!member.is_none()) users.push_back({member, group});
      }
    }
  }
  sort_by_member(users, snapshot.users.size(), of_user_.first, of_user_.groups);
  sort_by_member(groups, snapshot.groups.size(), of_group_.first, of_group_.groups);
}

std::vector<GroupWalk::Step> GroupWalk::walk(UserIndex user, const Rule& rule_holds) const {
  std::vector<Step> steps;
  std::vector<bool> is_found(snapshot_.groups.size(), false);
  const auto find = [&](GroupIndex group, std::uint32_t from) {
    if (is_found[group.index()]) return;
    is_found[group.index()] = true;
    steps.push_back({group, from});
  };
  for (const GroupIndex group : of_user_.of(user.index())) find(group, Step::kDirectly);
  for (const GroupIndex group : with_rule_) {
    if (rule_holds(*snapshot_.rules[group.index()])) find(group, Step::kDirectly);
  }
  for (std::uint32_t at = 0; at < steps.size(); ++at) {
    const GroupIndex member = steps[at].group;
    for (const GroupIndex group : of_group_.of(member.index())) find(group, at);
  }
  return steps;
}

Span GroupWalk::membership(GroupIndex group, UserIndex user) const {
  const auto& [declared, file] = snapshot_.groups[group.index()];
  for (const Mention& mention : members_of(snapshot_, group.index())) {
    const bool is_user = mention.kind == MentionKind::User;
    if (is_user && snapshot_.user_by_name.find(mention.id) == user)
      return file->span(mention.place);
  }
  return declared->rule ? file->span(declared->rule->place) : file->span(declared->key);
}

Span GroupWalk::membership(GroupIndex group, GroupIndex member) const {
  const auto& [declared, file] = snapshot_.groups[group.index()];
  for (const Mention& mention : members_of(snapshot_, group.index())) {
    const bool is_group = mention.kind == MentionKind::Group;
    if (is_group && snapshot_.group_by_name.find(mention.id) == member) {
      return file->span(mention.place);
    }
  }
  return file->span(declared->key);
}

}  // namespace accessdrift::interpreting
