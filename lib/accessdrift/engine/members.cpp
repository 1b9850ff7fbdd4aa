#include "accessdrift/engine/members.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace accessdrift {

IdentitySet differing_ends(const std::vector<Members::Ending>& a,
                           const std::vector<Members::Ending>& b) {
  std::map<Instant, IdentitySet> differing;
  for (const auto* const endings : {&a, &b}) {
    for (const Members::Ending& ending : *endings) {
      IdentitySet& of_end = differing[ending.end];
      of_end = of_end ^ ending.identities;
    }
  }
  IdentitySet all;
  for (const auto& [end, identities] : differing) all |= identities;
  return all;
}

void MembersBuilder::add(const Members& members, Instant end) {
  IdentitySet lasting = members.all;
  for (const Members::Ending& ending : members.endings) {
    lasting -= ending.identities;
    for (const std::uint32_t identity : ending.identities.numbers())
      ending_.emplace_back(identity, std::min(ending.end, end));
  }
  if (end >= kEndOfTime) {
    lasting_ |= lasting;
    return;
  }
  for (const std::uint32_t identity : lasting.numbers()) ending_.emplace_back(identity, end);
}

Members MembersBuilder::build() {
  Members members;
  std::ranges::sort(ending_);
  std::map<Instant, std::vector<std::uint32_t>> by_end;
  for (std::size_t i = 0; i < ending_.size(); ++i) {
    const auto& [identity, end] = ending_[i];
    const bool is_latest = i + 1 == ending_.size() || ending_[i + 1].first != identity;
    if (is_latest && !lasting_.contains(IdentityIndex{identity})) by_end[end].push_back(identity);
  }
  members.all = std::move(lasting_);
  for (const auto& [end, identities] : by_end) {
    if (end >= kEndOfTime) {
      members.all |= IdentitySet::of(identities);
      continue;
    }
    members.endings.push_back({end, IdentitySet::of(identities)});
    members.all |= members.endings.back().identities;
  }
  members.all.compact();
  ending_.clear();
  return members;
}

}  // namespace accessdrift
