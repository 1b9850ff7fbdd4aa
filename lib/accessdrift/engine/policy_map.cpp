#include "accessdrift/engine/policy_map.h"

namespace accessdrift {

PolicyMaps::PolicyMaps(const Snapshot& snapshot, const Population& population, SideOf side,
                       const Members& active, GroupClosure& groups, PossibleMembers& possible,
                       AttributeColumns& columns, Universe& universe)
    : snapshot_(snapshot),
      signed_out_(population.signed_out()),
      active_(active),
      unlisted_(possible.unlisted()),
      groups_(groups),
      named_(snapshot, population, side, active, groups, possible, universe),
      columns_(columns),
      universe_(universe),
      issuing_(snapshot, named_, universe),
      known_(snapshot.policies.size()) {}

PolicyMaps::Known& PolicyMaps::known_of(PolicyIndex policy) {
  std::unique_ptr<Known>& known = known_[policy.index()];
  if (!known) known = std::make_unique<Known>();
  return *known;
}

IdentitySet PolicyMaps::named(PolicyIndex policy) {
  return named_.at_any_time(snapshot_.policies[policy.index()]->who);
}

IdentitySet PolicyMaps::concerned(PolicyIndex policy) {
  std::optional<IdentitySet>& known = known_of(policy).concerned;
  if (known) return *known;
  IdentitySet all = named(policy);
  if (all.contains(signed_out_)) {
    for (const Members::Ending& ending : active_.endings) all |= ending.identities;
  }
  if (!universe_.diagrams().is_exhausted()) known = all;
  return all;
}

AttributeValues PolicyMaps::values_of(const std::vector<std::string>& attributes,
                                      ResourceIndex resource) const {
  AttributeValues values;
  for (const std::string& attribute : attributes)
    values.emplace_back(attribute, snapshot_.attribute_of(resource, attribute));
  return values;
}

const std::vector<std::string>& PolicyMaps::resource_reads(PolicyIndex policy) {
  auto& reads = known_of(policy).resource_reads;
  if (!reads) {
    const auto& condition = snapshot_.conditions[policy.index()];
    reads = condition == nullptr
                ? std::vector<std::string>()
                : attributes_read(*condition, condition->root(), Operator::ResourceAttribute);
  }
  return *reads;
}

std::shared_ptr<const PolicyMap> PolicyMaps::map(PolicyIndex policy, ResourceIndex resource) {
  return map_for(policy, values_of(resource_reads(policy), resource));
}

std::optional<std::vector<PolicyMaps::ClassTruth>> PolicyMaps::truths(PolicyIndex policy,
                                                                      const Expression& asked,
                                                                      ResourceIndex resource) {
  if (issuing_.is_limited(policy)) return std::nullopt;
  const AttributeValues values =
      values_of(attributes_read(asked, asked.root(), Operator::ResourceAttribute), resource);
  std::vector<ClassTruth> found;
  bool is_known = true;
  for (const Issuing::Part& part : issuing_.split(named(policy), policy))
    is_known &= add_truths(asked, values, part, found);
  if (!is_known) return std::nullopt;
  return found;
}

std::shared_ptr<const PolicyMap> PolicyMaps::map_for(PolicyIndex policy, AttributeValues resource) {
  auto& known = known_of(policy).maps;
  if (const auto found = known.find(resource); found != known.end()) return found->second;
  auto map = is_same_there(policy) ? other_->map_for(same_there_[policy.index()], resource)
                                   : std::make_shared<const PolicyMap>(make(policy, resource));
  // Past the bound nothing that was made is right; another target may have room for it.
  if (!universe_.diagrams().is_exhausted()) known.emplace(std::move(resource), map);
  return map;
}

void PolicyMaps::share(PolicyMaps& other, std::vector<PolicyIndex> same_there) {
  other_ = &other;
  same_there_ = std::move(same_there);
}

/// Where a scope was requested, by itself or by one that brings it.
Region PolicyMaps::requested_region(Name scope) {
  Region requested = Diagrams::never();
  const auto found = snapshot_.brought_by.find(scope);
  if (found == snapshot_.brought_by.end()) return requested;
  for (const Name name : found->second) {
    const std::string by(snapshot_.text(name));
    const auto has = [&](const std::optional<Value>& value) {
      const auto* elements = value ? std::get_if<std::set<std::string>>(&*value) : nullptr;
      return elements != nullptr && elements->contains(by);
    };
    requested = universe_.diagrams().unite(requested, universe_.where(kScopes, has, {&by, 1}));
  }
  return requested;
}

/// A policy's scopes are all needed; a scope is effective if it was requested and can be issued.
Region PolicyMaps::scopes_region(const PolicyDeclaration& policy, const Channels& channels) {
  Diagrams& diagrams = universe_.diagrams();
  Region all = universe_.care();
  for (const NamePlace& scope : policy.scopes) {
    const std::string name(snapshot_.text(scope.name));
    Region issued = Diagrams::never();
    for (const Channel& channel : channels) {
      if (channel.issues(name)) issued = diagrams.unite(issued, channel.requests);
    }
    all = diagrams.intersect(all, diagrams.intersect(issued, requested_region(scope.name)));
  }
  return all;
}

PolicyMap PolicyMaps::make(PolicyIndex policy, const AttributeValues& resource) {
  Naming who = named_.of(snapshot_.policies[policy.index()]->who);
  PolicyMap made;
  made.endings = std::move(who.certain.endings);
  made.is_limited = who.is_limited || issuing_.is_limited(policy);
  made.open_groups = issuing_.open_groups(policy);
  made.open_groups.merge(who.open_groups);
  std::vector<AccessMap::Part> parts;
  add(policy, resource, {std::move(who.certain.all), universe_.care()}, made, parts);
  for (AccessMap::Part& part : who.possible) add(policy, resource, std::move(part), made, parts);
  made.map = canonical(std::move(parts));
  return made;
}

void PolicyMaps::add(PolicyIndex policy, const AttributeValues& resource, AccessMap::Part named,
                     PolicyMap& made, std::vector<AccessMap::Part>& parts) {
  const std::size_t known = parts.size();
  for (Issuing::Part& part : issuing_.split(std::move(named.identities), policy)) {
    if (snapshot_.conditions[policy.index()] != nullptr) {
      made.is_limited |= !add_conditional(policy, resource, part, parts);
    } else {
      parts.push_back({std::move(part.identities),
                       scopes_region(*snapshot_.policies[policy.index()].it, part.channels)});
    }
  }
  if (named.region == universe_.care()) return;
  for (std::size_t i = known; i < parts.size(); ++i)
    parts[i].region = universe_.diagrams().intersect(parts[i].region, named.region);
}

bool PolicyMaps::add_truths(const Expression& condition, const AttributeValues& resource,
                            const Issuing::Part& part, std::vector<ClassTruth>& truths) {
  const std::vector<std::string> reads =
      attributes_read(condition, condition.root(), Operator::UserAttribute);
  bool is_known = true;
  const auto add = [&](UserClass users, const Expression& asked) {
    const std::optional<Truth> truth = compile_condition(
        asked, snapshot_, universe_, {users.values, resource, part.channels}, known_tests_);
    is_known &= truth.has_value();
    if (truth) truths.push_back({std::move(users.identities), *truth});
  };
  for (const UserClass& by_lists : split_by_lists(part.identities, condition)) {
    const auto add_listed = [&](const IdentitySet& identities) {
      for (UserClass& users : split_by_attributes(identities, reads)) {
        users.values.insert(users.values.end(), by_lists.values.begin(), by_lists.values.end());
        add(std::move(users), condition);
      }
    };
    if (reads.empty() || !by_lists.identities.intersects(unlisted_)) {
      add_listed(by_lists.identities);
      continue;
    }
    add_listed(by_lists.identities - unlisted_);
    add({by_lists.identities & unlisted_, by_lists.values}, with_user_told(condition));
  }
  return is_known;
}

bool PolicyMaps::add_conditional(PolicyIndex policy, const AttributeValues& resource,
                                 const Issuing::Part& part, std::vector<AccessMap::Part>& parts) {
  const PolicyDeclaration& declared = *snapshot_.policies[policy.index()].it;
  const OnError on_error =
      declared.on_error.value_or(declared.effect == Effect::Allow ? OnError::Skip : OnError::Apply);
  const Region scopes = scopes_region(declared, part.channels);
  std::vector<ClassTruth> truths;
  const bool is_known = add_truths(*snapshot_.conditions[policy.index()], resource, part, truths);
  for (ClassTruth& of_class : truths) {
    Region region = of_class.truth.holds;
    if (on_error == OnError::Apply)
      region = universe_.diagrams().unite(region, of_class.truth.error);
    parts.push_back(
        {std::move(of_class.identities), universe_.diagrams().intersect(region, scopes)});
  }
  return is_known;
}

std::vector<PolicyMaps::UserClass> PolicyMaps::split_by_lists(IdentitySet identities,
                                                              const Expression& condition) {
  std::vector<UserClass> classes;
  classes.push_back({std::move(identities), {}});
  for (const std::string& list : attributes_read(condition, condition.root(), Operator::InList)) {
    const GroupIndex group = snapshot_.find_group(list);
    const IdentitySet members = group.is_none() ? IdentitySet() : groups_.members(group).all;
    std::vector<UserClass> split;
    for (UserClass& one : classes) {
      UserClass inside{one.identities & members, one.values};
      inside.values.emplace_back(std::string(kGroupPrefix) + list, Value{true});
      one.identities = one.identities - members;
      one.values.emplace_back(std::string(kGroupPrefix) + list, Value{false});
      for (UserClass* const part : {&inside, &one}) {
        if (!part->identities.is_empty()) split.push_back(std::move(*part));
      }
    }
    classes = std::move(split);
  }
  return classes;
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
