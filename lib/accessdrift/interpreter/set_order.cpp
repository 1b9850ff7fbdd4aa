#include "accessdrift/interpreter/set_order.h"

#include <algorithm>
#include <optional>
#include <ranges>

namespace accessdrift::interpreting {
namespace {

struct Member {
  std::uint32_t position = 0;
  PolicyIndex policy;  ///< none: a set
  SetIndex set;
};

/// By set, and of the root last, in order.
std::vector<std::vector<Member>> members_of_all(const Snapshot& snapshot) {
  std::vector<std::vector<Member>> members(snapshot.sets.size() + 1);
  const auto stand = [&](const Snapshot::Standing& standing, Member member) {
    member.position = standing.position;
    (standing.set.is_none() ? members.back() : members[standing.set.index()]).push_back(member);
  };
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p)
    stand(snapshot.policy_standing[p], {0, PolicyIndex{p}, {}});
  for (std::size_t s = 0; s < snapshot.sets.size(); ++s)
    stand(snapshot.set_standing[s], {0, {}, SetIndex{s}});
  for (std::vector<Member>& of_one : members)
    if (!std::ranges::is_sorted(of_one, {}, &Member::position))
      std::ranges::stable_sort(of_one, {}, &Member::position);
  return members;
}

}  // namespace

SetOrder::SetOrder(const Snapshot& snapshot)
    : places_(snapshot.policies.size(), kNowhere), ends_(snapshot.sets.size(), 0) {
  const auto members = members_of_all(snapshot);
  std::uint32_t place = 0;
  std::vector<std::pair<Member, bool>> open;  // and whether a set is at its end
  const auto open_all = [&](const std::vector<Member>& of_one) {
    for (const Member& member : std::views::reverse(of_one)) open.emplace_back(member, false);
  };
  open_all(members.back());
  while (!open.empty()) {
    const auto [member, is_at_end] = open.back();
    open.pop_back();
    if (!member.policy.is_none()) {
      places_[member.policy.index()] = place++;
    } else if (is_at_end) {
      ends_[member.set.index()] = place;
    } else {
      open.emplace_back(member, true);
      open_all(members[member.set.index()]);
    }
  }
}

}  // namespace accessdrift::interpreting
