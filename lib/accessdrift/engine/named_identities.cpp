#include "accessdrift/engine/named_identities.h"

#include <algorithm>
#include <iterator>

#include "accessdrift/engine/domain.h"

namespace accessdrift {
namespace {

/// Splits what is disjoint by who is also named so.
void add_way(const IdentitySet& identities, Region when, Diagrams& diagrams,
             std::vector<AccessMap::Part>& parts) {
  const std::size_t known = parts.size();
  for (std::size_t i = 0; i < known; ++i) {
    IdentitySet inside = parts[i].identities & identities;
    if (inside.is_empty()) continue;
    parts[i].identities -= inside;
    parts.push_back({std::move(inside), diagrams.unite(parts[i].region, when)});
  }
  std::erase_if(parts, [](const AccessMap::Part& part) { return part.identities.is_empty(); });
}

}  // namespace

Naming NamedIdentities::of(std::span<const Mention> mentions) {
  MembersBuilder named;
  for (const Mention& mention : mentions) add(mention, named);
  PossibleMembers::Found possible = possible_members(mentions);
  Naming naming{named.build(), {}, std::move(possible.open_groups), possible.is_limited};
  naming.is_limited |= naming.open_groups.size() > Universe::kMaxLevels;
  if (!possible.parts.empty() && !naming.is_limited) set_apart(possible.parts, naming);
  return naming;
}

IdentitySet NamedIdentities::at_any_time(std::span<const Mention> mentions) {
  MembersBuilder named;
  for (const Mention& mention : mentions) add(mention, named);
  IdentitySet all = named.build().all;
  const PossibleMembers::Found possible = possible_members(mentions);
  for (const AccessMap::Part& part : possible.parts) all |= part.identities;
  if (possible.is_limited) all |= possible_.unlisted();
  return all;
}

PossibleMembers::Found NamedIdentities::possible_members(std::span<const Mention> mentions) {
  PossibleMembers::Found possible;
  for (const Mention& mention : mentions) {
    if (mention.kind != MentionKind::Group) continue;
    const GroupIndex group = snapshot_.group_by_name.find(mention.id);
    if (group.is_none()) continue;
    PossibleMembers::Found found = possible_.of(group);
    std::ranges::move(found.parts, std::back_inserter(possible.parts));
    possible.open_groups.merge(found.open_groups);
    possible.is_limited |= found.is_limited;
  }
  return possible;
}

/// Whom something names for certain, but not for ever, may be named longer.
void NamedIdentities::set_apart(const std::vector<AccessMap::Part>& possible, Naming& naming) {
  Diagrams& diagrams = universe_.diagrams();
  IdentitySet lasting = naming.certain.all;
  for (const Members::Ending& ending : naming.certain.endings) lasting -= ending.identities;
  IdentitySet all;
  for (const AccessMap::Part& way : possible) all |= way.identities;
  all -= lasting;
  std::vector<AccessMap::Part> parts;
  parts.push_back({all, Diagrams::never()});
  for (const AccessMap::Part& way : possible) add_way(way.identities, way.region, diagrams, parts);
  for (Members::Ending& ending : naming.certain.endings) {
    if (ending.identities.intersects(all))
      add_way(ending.identities, universe_.before(ending.end), diagrams, parts);
    ending.identities -= all;
  }
  std::erase_if(naming.certain.endings,
                [](const Members::Ending& ending) { return ending.identities.is_empty(); });
  naming.certain.all -= all;
  naming.possible = canonical(std::move(parts)).parts;
}

void NamedIdentities::add(const Mention& mention, MembersBuilder& named) {
  switch (mention.kind) {
    case MentionKind::User: {
      const UserIndex user = snapshot_.user_by_name.find(mention.id);
      if (user.is_none()) return;
      const IdentityIndex identity = population_.identity(user, side_);
      if (active_.all.contains(identity)) named.add(identity);
      return;
    }
    case MentionKind::Group: {
      const GroupIndex group = snapshot_.group_by_name.find(mention.id);
      if (!group.is_none()) named.add(groups_.members(group));
      return;
    }
    case MentionKind::Domain:
      return named.add(in_domain(mention.id));
    case MentionKind::Client: {
      const ClientIndex client = snapshot_.client_by_name.find(mention.id);
      if (!client.is_none()) named.add(population_.identity(client, side_));
      return;
    }
    case MentionKind::Authenticated:
      return named.add(active_.all);
    case MentionKind::Claimant:
      return named.add(kAnonymousIdentity);
    case MentionKind::Anonymous:
      return named.add(IdentitySet::first(population_.size()) - active_.all);
    case MentionKind::Anyone:
      return named.add(IdentitySet::first(population_.size()));
  }
}

const IdentitySet& NamedIdentities::in_domain(Name domain) {
  const auto [at, is_new] = domains_.try_emplace(domain);
  if (!is_new) return at->second;
  std::vector<std::uint32_t> inside;
  for (const std::uint32_t identity : active_.all.numbers()) {
    const UserIndex user = population_.user(IdentityIndex{identity}, side_);
    // A client has no domain.
    if (!user.is_none() && is_in_domain(snapshot_, user, snapshot_.text(domain)))
      inside.push_back(identity);
  }
  return at->second = IdentitySet::of(inside);
}

}  // namespace accessdrift
