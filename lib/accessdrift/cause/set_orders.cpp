#include "accessdrift/cause/set_orders.h"

#include <algorithm>
#include <set>

namespace accessdrift {
namespace {

using MemberKey = std::pair<bool, Name>;

MemberKey key_of(const SetDeclaration::Member& member) { return {member.is_set, member.id}; }

struct Placed {
  SetOrder::Place place;
  bool is_moved = false;  ///< or comes, or goes
};

/// A member of one side only that has no edit comes and goes with what it names.
std::vector<Placed> placed(const SetDeclaration& set, const SetDeclaration& other,
                           bool is_after_side, const Snapshot& names, const EditTable& edits) {
  std::set<MemberKey> others;
  for (const SetDeclaration::Member& member : other.members) others.insert(key_of(member));
  FactKey key{Thing::Set, std::string(names.text(set.id)), "policies", {}};
  std::vector<Placed> all;
  all.reserve(set.members.size());
  for (const SetDeclaration::Member& member : set.members) {
    key.item = member.is_set ? "set:" : "";
    key.item += names.text(member.id);
    const std::optional<std::uint32_t> edit = edits.find(key);
    all.push_back({{member, edit, is_after_side}, edit || !others.contains(key_of(member))});
  }
  return all;
}

std::vector<SetOrder::Place> merged(const std::vector<Placed>& old,
                                    const std::vector<Placed>& now) {
  std::vector<SetOrder::Place> made;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto take_moved = [&](const std::vector<Placed>& all, std::size_t& at) {
    for (; at < all.size() && all[at].is_moved; ++at) made.push_back(all[at].place);
  };
  while (true) {
    take_moved(old, i);
    take_moved(now, j);
    if (i == old.size()) return made;
    made.push_back(old[i].place);
    ++i;
    if (j < now.size()) ++j;
  }
}

std::vector<SetOrder::Place> places_of(const SetDeclaration& b, const SetDeclaration& a,
                                       const Snapshot& names, const EditTable& edits) {
  if (&b != &a) return merged(placed(b, a, false, names, edits), placed(a, b, true, names, edits));
  std::vector<SetOrder::Place> made;
  made.reserve(b.members.size());
  for (const SetDeclaration::Member& member : b.members) made.push_back({member});
  return made;
}

}  // namespace

std::vector<std::uint32_t> SetOrder::of(const Kept& kept) const {
  std::vector<std::uint32_t> found;
  const std::size_t names = kept.policy_names.size() + kept.set_names.size();
  if (kept.is_everything || names >= places.size()) {
    for (std::uint32_t place = 0; place < places.size(); ++place) {
      if (kept.keeps(places[place].member)) found.push_back(place);
    }
    return found;
  }
  const auto key_at = [this](std::uint32_t place) { return key_of(places[place].member); };
  const auto add = [&](bool is_set, const std::vector<Name>& ids) {
    for (const Name id : ids) {
      const auto same = std::ranges::equal_range(by_member, MemberKey{is_set, id}, {}, key_at);
      found.insert(found.end(), same.begin(), same.end());
    }
  };
  add(false, kept.policy_names);
  add(true, kept.set_names);
  std::ranges::sort(found);
  return found;
}

const SetOrder& SetOrders::of(const SetDeclaration& b, const SetDeclaration& a) const {
  const auto [known, is_new] = known_.try_emplace({&b, &a});
  SetOrder& order = known->second;
  if (!is_new) return order;
  order.places = places_of(b, a, before_, edits_);
  order.by_member.resize(order.places.size());
  for (std::uint32_t place = 0; place < order.by_member.size(); ++place)
    order.by_member[place] = place;
  for (std::uint32_t place = 0; place < order.places.size(); ++place)
    if (order.places[place].edit) order.edited.push_back(place);
  std::ranges::sort(order.by_member, {}, [&](std::uint32_t place) {
    return std::pair(key_of(order.places[place].member), place);
  });
  return order;
}

}  // namespace accessdrift
