#include "accessdrift/cause/kept.h"

#include <span>

namespace accessdrift {
namespace {

template <typename T>
void pair_up(const std::vector<Declared<T>>& before, std::size_t count_before,
             const std::vector<Declared<T>>& after, std::size_t count_after,
             std::vector<ThingOnSides<T>>& things) {
  NameIndex<Id<T>> place;
  for (std::size_t i = 0; i < count_before; ++i) {
    place.set(name_of(*before[i].it), Id<T>{things.size()});
    things.push_back({&before[i], nullptr});
  }
  for (std::size_t i = 0; i < count_after; ++i) {
    const Id<T> found = place.find(name_of(*after[i].it));
    if (found.is_none()) {
      things.push_back({nullptr, &after[i]});
    } else {
      things[found.index()].after = &after[i];
    }
  }
}

}  // namespace

const std::vector<const Mention*>& Kept::members(const Declared<GroupDeclaration>& group) const {
  const auto [known, is_new] = known_members.try_emplace(group.it);
  for (const Mention& mention : is_new ? members_of(group) : std::span<const Mention>()) {
    if (keeps(mention)) known->second.push_back(&mention);
  }
  return known->second;
}

Kept everything(const Snapshot& before, const Snapshot& after) {
  Kept kept;
  kept.is_everything = true;
  const auto all = [](const auto& b, const auto& a, auto& things) {
    pair_up(b, b.size(), a, a.size(), things);
  };
  all(before.context, after.context, kept.context);
  all(before.attributes, after.attributes, kept.attributes);
  all(before.networks, after.networks, kept.networks);
  all(before.windows, after.windows, kept.windows);
  all(before.named_conditions, after.named_conditions, kept.named_conditions);
  pair_up(before.users, before.declared_users(), after.users, after.declared_users(), kept.users);
  pair_up(before.groups, before.declared_groups(), after.groups, after.declared_groups(),
          kept.groups);
  all(before.scopes, after.scopes, kept.scopes);
  all(before.clients, after.clients, kept.clients);
  all(before.types, after.types, kept.types);
  all(before.resources, after.resources, kept.resources);
  all(before.policies, after.policies, kept.policies);
  all(before.sets, after.sets, kept.sets);
  all(before.renames, after.renames, kept.renames);
  return kept;
}

}  // namespace accessdrift
