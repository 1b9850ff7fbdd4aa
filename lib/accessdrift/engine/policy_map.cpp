#include "accessdrift/engine/policy_map.h"

#include <algorithm>

namespace accessdrift {
namespace {

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_folded(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, folded, folded);
}

}  // namespace

PolicyMaps::PolicyMaps(const Snapshot& snapshot, const Population& population, SideOf side,
                       const Members& active, GroupClosure& groups, AttributeColumns& columns,
                       Universe& universe)
    : snapshot_(snapshot),
      population_(population),
      side_(side),
      active_(active),
      groups_(groups),
      columns_(columns),
      universe_(universe),
      maps_(snapshot.policies.size()) {}

void PolicyMaps::add_mention(const Mention& mention, MembersBuilder& named) {
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
    case MentionKind::Authenticated:
      return named.add(active_.all);
    case MentionKind::Anonymous:
      return named.add(IdentitySet::first(population_.size()) - active_.all);
    case MentionKind::Anyone:
      return named.add(IdentitySet::first(population_.size()));
  }
}

const IdentitySet& PolicyMaps::in_domain(Name domain) {
  const auto [at, is_new] = domains_.try_emplace(domain);
  if (!is_new) return at->second;
  const std::string_view wanted = snapshot_.text(domain);
  std::vector<std::uint32_t> inside;
  for (const std::uint32_t identity : active_.all.numbers()) {
    const UserIndex user = population_.user(IdentityIndex{identity}, side_);
    const std::string_view id = snapshot_.text(snapshot_.users[user.index()]->id);
    const std::size_t at_sign = id.rfind('@');
    if (at_sign != std::string_view::npos && equal_folded(id.substr(at_sign + 1), wanted))
      inside.push_back(identity);
  }
  return at->second = IdentitySet::of(inside);
}

Members PolicyMaps::named(PolicyIndex policy) {
  MembersBuilder named;
  for (const Mention& mention : snapshot_.policies[policy.index()]->who)
    add_mention(mention, named);
  return named.build();
}

IdentitySet PolicyMaps::concerned(PolicyIndex policy) {
  IdentitySet all = named(policy).all;
  if (!all.contains(kAnonymousIdentity)) return all;
  for (const Members::Ending& ending : active_.endings) all |= ending.identities;
  return all;
}

std::shared_ptr<const PolicyMap> PolicyMaps::map(PolicyIndex policy, ResourceIndex resource) {
  AttributeValues values;
  if (const auto& condition = snapshot_.conditions[policy.index()]) {
    for (const std::string& attribute :
         attributes_read(*condition, condition->root(), Operator::ResourceAttribute)) {
      values.emplace_back(attribute, snapshot_.attribute_of(resource, attribute));
    }
  }
  auto& known = maps_[policy.index()];
  if (const auto found = known.find(values); found != known.end()) return found->second;
  auto map = std::make_shared<const PolicyMap>(make(policy, values));
  // Past the bound nothing that was made is right; another target may have room for it.
  if (!universe_.diagrams().is_exhausted()) known.emplace(std::move(values), map);
  return map;
}

/// A policy's scopes are all needed; a scope is effective if one that brings it was requested.
Region PolicyMaps::scopes_region(const PolicyDeclaration& policy) {
  Region all = universe_.care();
  for (const NamePlace& scope : policy.scopes) {
    std::vector<std::string> bringing;
    if (const auto found = snapshot_.brought_by.find(scope.name);
        found != snapshot_.brought_by.end()) {
      for (const Name by : found->second) bringing.emplace_back(snapshot_.text(by));
    }
    Region effective = Diagrams::never();
    for (const std::string& by : bringing) {
      const std::vector<std::string> relevant{by};
      const auto requested = [&](const std::optional<Value>& value) {
        const auto* elements = value ? std::get_if<std::set<std::string>>(&*value) : nullptr;
        return elements != nullptr && elements->contains(by);
      };
      effective = universe_.diagrams().unite(effective,
                                             universe_.where("token.scopes", requested, relevant));
    }
    all = universe_.diagrams().intersect(all, effective);
  }
  return all;
}

PolicyMap PolicyMaps::make(PolicyIndex policy, const AttributeValues& resource) {
  const PolicyDeclaration& declared = *snapshot_.policies[policy.index()].it;
  const OnError on_error =
      declared.on_error.value_or(declared.effect == Effect::Allow ? OnError::Skip : OnError::Apply);
  const Region scopes = scopes_region(declared);
  Members who = named(policy);
  PolicyMap made;
  made.endings = std::move(who.endings);
  std::vector<AccessMap::Part> parts;
  const auto& condition = snapshot_.conditions[policy.index()];
  if (condition == nullptr) {
    parts.push_back({std::move(who.all), scopes});
    made.map = canonical(std::move(parts));
    return made;
  }
  const std::vector<std::string> reads =
      attributes_read(*condition, condition->root(), Operator::UserAttribute);
  for (UserClass& part : split_by_attributes(who.all, reads)) {
    const std::optional<Truth> truth =
        compile_condition(*condition, snapshot_, universe_, part.values, resource);
    made.is_limited |= !truth;
    if (!truth) continue;
    Region region = truth->holds;
    if (on_error == OnError::Apply) region = universe_.diagrams().unite(region, truth->error);
    parts.push_back({std::move(part.identities), universe_.diagrams().intersect(region, scopes)});
  }
  made.map = canonical(std::move(parts));
  return made;
}

std::vector<PolicyMaps::UserClass> PolicyMaps::split_by_attributes(
    const IdentitySet& identities, const std::vector<std::string>& attributes) {
  std::vector<UserClass> classes;
  if (attributes.empty()) {
    classes.push_back({identities, {}});
    return classes;
  }
  std::vector<const AttributeColumn*> columns;
  columns.reserve(attributes.size());
  for (const std::string& attribute : attributes) columns.push_back(&columns_.column(attribute));
  std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> members;  // by codes
  std::vector<std::uint32_t> codes(attributes.size());
  for (const std::uint32_t identity : identities.numbers()) {
    for (std::size_t i = 0; i < columns.size(); ++i) codes[i] = columns[i]->code_of[identity];
    members[codes].push_back(identity);
  }
  for (const auto& [key, numbers] : members) {
    UserClass part{IdentitySet::of(numbers), {}};
    for (std::size_t i = 0; i < key.size(); ++i)
      part.values.emplace_back(attributes[i], columns[i]->values[key[i]]);
    classes.push_back(std::move(part));
  }
  return classes;
}

}  // namespace accessdrift
