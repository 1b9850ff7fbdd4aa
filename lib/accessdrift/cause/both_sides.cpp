#include "accessdrift/cause/both_sides.h"

#include <algorithm>
#include <set>

#include "accessdrift/model/glob_index.h"

namespace accessdrift {
namespace {

/// These and those behind them, ascending.
std::vector<ThingNumber> all_behind(std::vector<ThingNumber> open,
                                    const std::vector<std::vector<ThingNumber>>& behind) {
  std::set<ThingNumber> found;
  while (!open.empty()) {
    const ThingNumber one = open.back();
    open.pop_back();
    if (!found.insert(one).second) continue;
    open.insert(open.end(), behind[one].begin(), behind[one].end());
  }
  return {found.begin(), found.end()};
}

}  // namespace

BothSides::BothSides(const Comparison& compared, const IdentitySet& identities)
    : comparison(compared),
      before(*compared.before),
      after(*compared.after),
      groups(before.groups, after.groups),
      resources(before.resources, after.resources),
      types(before.types, after.types),
      policies(before.policies, after.policies),
      sets(before.sets, after.sets),
      networks(before.networks, after.networks),
      windows(before.windows, after.windows),
      named_conditions(before.named_conditions, after.named_conditions),
      context(before.context, after.context),
      attributes(before.attributes, after.attributes),
      scopes(before.scopes, after.scopes),
      clients(before.clients, after.clients) {
  index_identities(identities);
  index_groups();
  index_policies();
  index_sets();
  index_renamed_groups();
  index_named();
  index_users_of_one_side();
  index_edits();
}

void BothSides::index_edits() {
  is_edited.resize(policies.size());
  are_resources_edited = !comparison.renamed.resources.all().empty();
  const auto note_policy = [this](const std::string& id) {
    const Name name = before.names->find(id);
    const auto policy = name.is_none() ? Id<PolicyDeclaration>{} : policies.find(name);
    if (!policy.is_none()) is_edited[policy.index()] = true;
  };
  for (const Edit& edit : comparison.edits) {
    const FactKey& key = edit.key;
    if (key.thing == Thing::Resource) edited_resources.insert(key.id);
    are_resources_edited |=
        key.thing == Thing::Resource || key.thing == Thing::Type || key.thing == Thing::Rename;
    if (key.thing == Thing::Policy) note_policy(key.id);
    if (key.thing == Thing::Set && key.field == "policies") note_policy(key.item);
  }
}

void BothSides::index_identities(const IdentitySet& identities) {
  for (const std::uint32_t number : identities.numbers()) {
    const Id<AskedTag> place{asked.size()};
    asked.push_back(IdentityIndex{number});
    each_name(IdentityIndex{number}, [&](Name name) {
      const Id<AskedTag> known = asked_by_name.find(name);
      if (known.is_none()) {
        asked_by_name.set(name, place);
      } else if (known != place) {
        others_by_name.emplace(name, place);
      }
    });
  }
  member_of.resize(asked.size());
  is_named_by_alias.resize(asked.size());
}

void BothSides::note_name(Id<AskedTag> place, Name name) {
  const IdentityIndex identity = asked[place.index()];
  for (const SideOf side : {SideOf::Before, SideOf::After}) {
    const auto* const declared = user(identity, side);
    if (declared != nullptr && (*declared)->id != name) is_named_by_alias[place.index()] = true;
  }
}

void BothSides::index_groups() {
  inside_of.resize(groups.size());
  containing.resize(groups.size());
  for (ThingNumber g = 0; g < groups.size(); ++g) {
    const ThingOnSides<GroupDeclaration>& group = groups[g];
    if (group.before) index_members(g, *group.before, false, group.is_shared());
    if (group.after && !group.is_shared()) index_members(g, *group.after, true, false);
    std::ranges::sort(inside_of[g]);
    const auto repeated = std::ranges::unique(inside_of[g]);
    inside_of[g].erase(repeated.begin(), repeated.end());
    for (const ThingNumber inside : inside_of[g]) containing[inside].push_back(g);
  }
}

void BothSides::index_members(ThingNumber g, const Declared<GroupDeclaration>& group, bool is_after,
                              bool is_shared) {
  for (const Mention& mention : members_of(group)) {
    if (mention.kind == MentionKind::Group) {
      const auto inside = groups.find(mention.id);
      if (!inside.is_none()) inside_of[g].push_back(inside.number);
      continue;
    }
    each_asked(mention.id, [&](Id<AskedTag> place) {
      note_name(place, mention.id);
      const Instant end = mention.has_until ? group.file->until_of(mention).end : kEndOfTime;
      member_of[place.index()].push_back({g, is_after, end});
      if (is_shared) member_of[place.index()].push_back({g, true, end});
    });
  }
}

void BothSides::index_policies() {
  for (ThingNumber p = 0; p < policies.size(); ++p) {
    std::set<Name> named;
    policies.each_side(p, [&](const auto& policy) {
      for (const NamePlace& to : policy->to) named.insert(to.name);
    });
    for (const Name name : named) {
      if (is_glob(before.text(name))) {
        globs.emplace_back(name, p);
        continue;
      }
      Id<NamingTag> list = policies_by_resource.find(name);
      if (list.is_none()) {
        list = Id<NamingTag>{policies_naming.size()};
        policies_by_resource.set(name, list);
        policies_naming.emplace_back();
      }
      policies_naming[list.index()].push_back(p);
    }
  }
  std::ranges::sort(globs);
}

void BothSides::index_sets() {
  std::vector<std::vector<ThingNumber>> with_set(sets.size());
  sets_with_policy.resize(policies.size());
  const auto note = [&](ThingNumber set, const SetDeclaration::Member& member) {
    if (member.is_set) {
      const auto found = sets.find(member.id);
      if (!found.is_none()) with_set[found.index()].push_back(set);
    } else {
      const auto policy = policies.find(member.id);
      if (!policy.is_none()) sets_with_policy[policy.index()].push_back(set);
    }
  };
  std::vector<bool> is_all_of(sets.size());
  for (ThingNumber s = 0; s < sets.size(); ++s) {
    sets.each_side(s, [&](const auto& set) {
      is_all_of[s] = is_all_of[s] || set->combine == Combine::AllOf;
      for (const SetDeclaration::Member& member : set->members) note(s, member);
    });
  }
  for (const std::vector<ThingNumber>& with_policy : sets_with_policy) {
    const std::vector<ThingNumber>& over =
        sets_over.emplace_back(all_behind(with_policy, with_set));
    is_in_all_of.push_back(
        std::ranges::any_of(over, [&](ThingNumber set) { return is_all_of[set]; }));
  }
}

/// The groups that may contain one of the identities, whatever is applied.
std::vector<bool> BothSides::groups_that_may_hold_asked() const {
  std::vector<ThingNumber> open;
  for (const std::vector<Listed>& lists : member_of) {
    for (const Listed& listed : lists) open.push_back(listed.list);
  }
  for (ThingNumber g = 0; g < groups.size(); ++g) {
    groups.each_side(g, [&](const auto& group) {
      if (group->rule || group->is_open) open.push_back(g);
    });
  }
  std::vector<bool> may_hold(groups.size());
  while (!open.empty()) {
    const ThingNumber group = open.back();
    open.pop_back();
    if (may_hold[group]) continue;
    may_hold[group] = true;
    open.insert(open.end(), containing[group].begin(), containing[group].end());
    if (const auto other = other_group.find(group); other != other_group.end())
      open.push_back(other->second);
  }
  return may_hold;
}

/// The policies that may name one of the identities, whatever is applied.
void BothSides::index_named() {
  const std::vector<bool> may_hold_asked = groups_that_may_hold_asked();
  const auto may_name = [&](const Mention& mention) {
    if (mention.kind == MentionKind::User) return !asked_by_name.find(mention.id).is_none();
    if (mention.kind != MentionKind::Group) return true;
    const auto group = groups.find(mention.id);
    return !group.is_none() && may_hold_asked[group.index()];
  };
  may_name_asked.resize(policies.size());
  for (ThingNumber p = 0; p < policies.size(); ++p) {
    policies.each_side(p, [&](const auto& policy) {
      may_name_asked[p] = may_name_asked[p] || std::ranges::any_of(policy->who, may_name);
    });
  }
}

void BothSides::index_renamed_groups() {
  for (const auto& [old, now] : comparison.renamed.groups.all()) {
    const ThingNumber b = groups.find(old).number;
    const ThingNumber a = groups.find(now).number;
    other_group[b] = a;
    other_group[a] = b;
  }
}

void BothSides::index_users_of_one_side() {
  if (before.is_closed == after.is_closed) return;
  std::size_t removed = 0;
  for (const Edit& edit : comparison.edits) {
    if (edit.key.thing != Thing::User || !edit.key.field.empty()) continue;
    const Snapshot& side = edit.after ? after : before;
    const Declared<UserDeclaration>* const user =
        &side.users[side.user_by_name.find(side.names->find(edit.key.id)).index()];
    if (edit.after) {
      users_of_one_side.push_back({nullptr, user});
    } else {
      users_of_one_side.push_back({user, nullptr});
      ++removed;
    }
  }
  lists_users_of_both = before.declared_users() > removed;
}

std::size_t BothSides::place_of(IdentityIndex identity) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(asked, identity) - asked.begin());
}

const Declared<UserDeclaration>* BothSides::user(IdentityIndex identity, SideOf side) const {
  const UserIndex user = comparison.population->user(identity, side);
  return user.is_none() ? nullptr : &(side == SideOf::Before ? before : after).users[user.index()];
}

}  // namespace accessdrift
