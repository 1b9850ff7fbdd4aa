#include "accessdrift/engine/engine.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <unordered_set>

#include "accessdrift/cel/pattern.h"
#include "accessdrift/engine/sign_in.h"

namespace accessdrift {
namespace {

/// Every distinct value that an attribute has on a snapshot's users or resources.
std::vector<Value> values_of(const Snapshot& snapshot, Operator root,
                             const std::string& attribute) {
  std::set<Value> values;
  const Name name = snapshot.names->find(attribute);
  std::set<Literal> seen;
  const auto note = [&](const Declarations& file, Range range, const auto& value_of) {
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const AttributeValue& declared = file.attribute_values[range.first + i];
      if (declared.attribute != name || !seen.insert(declared.value).second) continue;
      if (const std::optional<Value> value = value_of()) values.insert(*value);
    }
  };
  if (root == Operator::UserAttribute) {
    for (std::size_t u = 0; u < snapshot.users.size(); ++u) {
      const auto& user = snapshot.users[u];
      note(*user.file, user->attributes,
           [&] { return snapshot.attribute_of(UserIndex{u}, attribute); });
    }
  } else {
    for (std::size_t r = 0; r < snapshot.resources.size(); ++r) {
      const auto& resource = snapshot.resources[r];
      note(*resource.file, resource->attributes,
           [&] { return snapshot.attribute_of(ResourceIndex{r}, attribute); });
    }
  }
  return {values.begin(), values.end()};
}

using Tests = std::map<std::string, AttributeTests, std::less<>>;

/// Where scopes are read the client tells which are effective.
void add_clients(const Snapshot& snapshot, Tests& tests) {
  bool are_scopes_read = false;
  for (std::size_t p = 0; p < snapshot.policies.size() && !are_scopes_read; ++p)
    are_scopes_read = reads_scopes(snapshot, PolicyIndex{p});
  if (!are_scopes_read) return;
  AttributeTests& clients = tests[std::string(kClient)];
  for (const auto& client : snapshot.clients)
    clients.constants.emplace_back(std::string(snapshot.text(client->name)));
}

void collect_tests_of(const Snapshot& snapshot, Tests& tests) {
  std::map<std::pair<Operator, std::string>, std::vector<Value>> known;
  const auto cached_values = [&](Operator root, const std::string& attribute) {
    const auto [at, is_new] = known.try_emplace({root, attribute});
    if (is_new) at->second = values_of(snapshot, root, attribute);
    return at->second;
  };
  std::unordered_set<std::string_view> seen;  // exports write one condition in many places
  const bool has_unknown_attributes = !snapshot.unlisted.empty();
  for (const auto& condition : snapshot.conditions) {
    if (condition == nullptr || !seen.insert(condition->source.text).second) continue;
    collect_tests(*condition, snapshot, cached_values, tests);
    if (has_unknown_attributes)
      collect_tests(with_user_told(*condition), snapshot, cached_values, tests);
  }
  for (const auto& rule : snapshot.rules) {
    if (rule != nullptr && has_unknown_attributes)
      collect_tests(with_user_told(*rule), snapshot, cached_values, tests);
  }
  const bool needs_scopes = std::ranges::any_of(
      snapshot.policies, [](const auto& policy) { return !policy->scopes.empty(); });
  if (needs_scopes) tests[std::string(kScopes)];
  if (!snapshot.clients.empty()) add_clients(snapshot, tests);
}

void add_type(const Snapshot& snapshot, const std::string& attribute, AttributeTests& tests) {
  const auto declared = snapshot.schema.request.find(attribute);
  if (declared == snapshot.schema.request.end()) return;
  AttributeType type = declared->second;
  tests.is_world |= type.is_world;
  tests.is_unread |= type.is_unread;
  type.is_world = type.is_unread = false;
  if (std::ranges::find(tests.types, type) == tests.types.end())
    tests.types.push_back(std::move(type));
}

}  // namespace

namespace {

/// As conditions decide it.
bool text_holds(const TextTest& test, std::string_view text) {
  switch (test.kind) {
    case TextTest::Kind::Equals:
      return text == test.argument;
    case TextTest::Kind::StartsWith:
      return text.starts_with(test.argument);
    case TextTest::Kind::EndsWith:
      return text.ends_with(test.argument);
    case TextTest::Kind::Contains:
      return text.find(test.argument) != std::string_view::npos;
    case TextTest::Kind::Matches:
      return cel::pattern_matches(test.argument, text);
    default:
      return false;  // such a test has no answer of its own
  }
}

}  // namespace

namespace {

/// Who is among the further members of open groups, known by their printed ids.
void add_open_groups(const Snapshot& snapshot, const RenamedIds& renamed, SideOf side,
                     Tests& tests) {
  for (const GroupIndex group : snapshot.open_groups) {
    const Name id = renamed.printed(snapshot.groups[group.index()]->id, side);
    AttributeTests& of_group = tests[std::string(kGroupPrefix) + std::string(snapshot.text(id))];
    of_group.is_world = of_group.is_membership = true;
    of_group.types = {{TypeKind::Bool, {}, true}};
  }
}

/// Whether there are people whom a list that is cut may have, and the other side does not know.
void add_people_left_out(const Snapshot& before, const Snapshot& after, Tests& tests) {
  if (before.is_closed == after.is_closed || !(before.is_list_cut || after.is_list_cut)) return;
  AttributeTests& left_out = tests[std::string(kPeopleLeftOut)];
  left_out.is_world = true;
  left_out.types = {{TypeKind::Bool, {}, true}};
}

}  // namespace

Universe make_universe(const std::vector<const Snapshot*>& snapshots, Instant from,
                       std::size_t node_limit) {
  Tests tests;
  for (const Snapshot* snapshot : snapshots) collect_tests_of(*snapshot, tests);
  for (const Snapshot* snapshot : snapshots) {
    const std::vector<Instant> ends = ends_of(*snapshot);
    if (ends.empty()) continue;
    std::vector<Instant>& cuts = tests[std::string(kTime)].times.cuts;
    cuts.insert(cuts.end(), ends.begin(), ends.end());
  }
  if (const auto time = tests.find(kTime); time != tests.end()) time->second.times.first = from;
  for (auto& [attribute, of_attribute] : tests) {
    for (const Snapshot* snapshot : snapshots) add_type(*snapshot, attribute, of_attribute);
  }
  const RenamedIds renamed = RenamedIds::of_groups(*snapshots.front(), *snapshots.back());
  add_people_left_out(*snapshots.front(), *snapshots.back(), tests);
  add_open_groups(*snapshots.front(), renamed, SideOf::Before, tests);
  add_open_groups(*snapshots.back(), renamed, SideOf::After, tests);
  return Universe(tests, node_limit, text_holds);
}

Engine::Engine(const Snapshot& snapshot, const Population& population, SideOf side,
               Universe& universe, Instant from)
    : snapshot_(snapshot),
      population_(population),
      side_(side),
      universe_(universe),
      everybody_(population.everybody()),
      active_(accessdrift::sign_ins(snapshot, population, side, from)),
      columns_(snapshot, population, side, from),
      groups_(snapshot, population, active_.all, columns_),
      possible_members_(groups_, universe),
      policy_maps_(snapshot, population, side, active_, groups_, possible_members_, columns_,
                   universe),
      narrowed_maps_(snapshot, policy_maps_, universe),
      coverage_(snapshot),
      target_access_(universe, population.size()) {}

bool Engine::may_have_members(GroupIndex group) {
  const PossibleMembers::Found found = possible_members_.of(group);
  return found.is_limited || !found.parts.empty();
}

Engine::Access Engine::access(const ResourceAction& target, const IdentitySet& within,
                              std::span<const PolicyIndex> left_out) {
  std::vector<PolicyIndex> covering = coverage_.covering(target.resource, target.action);
  for (const PolicyIndex policy : left_out) std::erase(covering, policy);
  return access(target.resource, covering, within);
}

Engine::Placed Engine::placed(ResourceIndex resource, const std::vector<PolicyIndex>& covering) {
  Placed placed;
  placed.tree = policy_tree(snapshot_, covering);
  placed.maps.resize(placed.tree.nodes.size());
  std::set<Name> open_groups;
  for (std::size_t n = 0; n < placed.maps.size(); ++n) {
    if (placed.tree.nodes[n].policy.is_none()) continue;
    placed.maps[n] = policy_maps_.map(placed.tree.nodes[n].policy, resource);
    placed.is_limited |= placed.maps[n]->is_limited;
    open_groups.insert(placed.maps[n]->open_groups.begin(), placed.maps[n]->open_groups.end());
  }
  placed.is_limited |= open_groups.size() > Universe::kMaxLevels;
  return placed;
}

Engine::Access Engine::access(ResourceIndex resource, const std::vector<PolicyIndex>& covering,
                              const IdentitySet& within) {
  const Placed placed = this->placed(resource, covering);
  Access access;
  access.is_limited = placed.is_limited;
  const Region care = universe_.care();
  if (!access.is_limited && !may_end(within)) {
    access.map = target_access_.evaluate(policies(placed), within, care);
  } else if (!access.is_limited) {
    IdentitySet with_signed_out = within;
    with_signed_out.add(population_.signed_out());
    access.map = with_sign_ins_ended(
        target_access_.evaluate(policies(placed), with_signed_out, care), within);
  }
  access.is_limited |= universe_.diagrams().is_exhausted();
  return access;
}

std::optional<std::vector<RegionPair>> Engine::compare(const Covered& here, Engine& after,
                                                       const Covered& there,
                                                       const IdentitySet& within) {
  if (may_end(within) || after.may_end(within)) {
    const Access was = access(here.resource, here.policies, within);
    const Access is = after.access(there.resource, there.policies, within);
    if (was.is_limited || is.is_limited) return std::nullopt;
    return differences(was.map, is.map, within);
  }
  const Placed was = placed(here.resource, here.policies);
  const Placed is = after.placed(there.resource, there.policies);
  if (was.is_limited || is.is_limited) return std::nullopt;
  std::vector<RegionPair> found =
      target_access_.compare(policies(was), after.policies(is), within, universe_.care());
  if (universe_.diagrams().is_exhausted()) return std::nullopt;
  return found;
}

bool Engine::may_end(const IdentitySet& within) const {
  return std::ranges::any_of(active_.endings, [&](const Members::Ending& ending) {
    return ending.identities.intersects(within);
  });
}

std::optional<Engine::Access> Engine::access_to_some(ResourceIndex resource,
                                                     const std::vector<PolicyIndex>& covering,
                                                     const IdentitySet& within, Region requests) {
  const bool may_end = this->may_end(within);
  IdentitySet asked = within;
  if (may_end) asked.add(population_.signed_out());
  narrowed_maps_.look_at(asked, requests);
  const NarrowedMaps::Deciding deciding = narrowed_maps_.deciding(covering, resource);
  if (deciding.policies.size() * 2 > covering.size()) return std::nullopt;
  Access access;
  access.is_limited = deciding.is_limited;
  if (!access.is_limited) {
    const PolicyTree tree = policy_tree(snapshot_, deciding.policies);
    PolicyMapPointers maps(tree.nodes.size());
    for (std::size_t n = 0; n < deciding.maps.size(); ++n) maps[n] = deciding.maps[n];
    access.map = target_access_.evaluate({tree, maps, snapshot_}, asked, requests);
    if (may_end) access.map = with_sign_ins_ended(access.map, within);
  }
  access.is_limited |= universe_.diagrams().is_exhausted();
  return access;
}

AccessMap Engine::with_sign_ins_ended(const AccessMap& map, const IdentitySet& within) {
  Diagrams& diagrams = universe_.diagrams();
  const Region signed_out = map.region_of(population_.signed_out());
  std::vector<AccessMap::Part> parts;
  parts.reserve(map.parts.size());
  for (const AccessMap::Part& part : map.parts)
    parts.push_back({part.identities & within, part.region});
  std::vector<AccessMap::Part> ended;
  for (const Members::Ending& ending : active_.endings) {
    IdentitySet rest = ending.identities & within;
    if (rest.is_empty()) continue;
    const Region before = universe_.before(ending.end);
    const Region later = diagrams.subtract(signed_out, before);
    for (AccessMap::Part& part : parts) {
      IdentitySet inside = part.identities & ending.identities;
      if (inside.is_empty()) continue;
      part.identities -= inside;
      rest -= inside;
      ended.push_back(
          {std::move(inside), diagrams.unite(diagrams.intersect(part.region, before), later)});
    }
    ended.push_back({std::move(rest), later});
  }
  std::ranges::move(ended, std::back_inserter(parts));
  return canonical(std::move(parts));
}

}  // namespace accessdrift
