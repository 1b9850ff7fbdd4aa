#include "parts.h"

#include <algorithm>
#include <utility>

#include "accessdrift/model/snapshot.h"
#include "vocabulary.h"

namespace accessdrift::property {
namespace {

using Usual = std::pair<std::string, TypeKind>;

const std::vector<Usual> kContext{{"auth.mfa", TypeKind::Bool},      {"device.os", TypeKind::Enum},
                                  {"auth.methods", TypeKind::Set},   {"risk.score", TypeKind::Int},
                                  {"device.name", TypeKind::String}, {"managed", TypeKind::Bool},
                                  {"route", TypeKind::String}};
const std::vector<Usual> kAttributes{
    {"department", TypeKind::String}, {"level", TypeKind::Int}, {"owner", TypeKind::String},
    {"contractor", TypeKind::Bool},   {"home", TypeKind::Ip},   {"platform", TypeKind::Enum},
    {"roles", TypeKind::Set}};
const std::vector<Usual> kTimesOfContext{{"auth.time", TypeKind::Time}};
const std::vector<Usual> kTimes{{"hired", TypeKind::Time}, {"expires", TypeKind::Time}};

std::vector<Usual> with_times(std::vector<Usual> pool, const std::vector<Usual>& times,
                              const Draft& draft) {
  if (!draft.writes_time) return pool;
  pool.insert(pool.end(), times.begin(), times.end());
  return pool;
}

bool add_attribute_of(std::vector<DraftAttribute>& to, const std::vector<Usual>& pool,
                      bool may_be_required, Random& random) {
  std::vector<Usual> free;
  for (const Usual& usual : pool) {
    if (std::ranges::count(to, usual.first, &DraftAttribute::name) == 0) free.push_back(usual);
  }
  if (free.empty()) return false;
  const Usual& usual = random.pick(free);
  to.push_back({usual.first, random_type(random, usual.second)});
  to.back().type.is_required = may_be_required && random.chance(25);
  return true;
}

template <typename T, typename Key>
bool has(const std::vector<T>& all, const std::string& key, Key T::*member) {
  return std::ranges::count(all, key, member) != 0;
}

std::string in_other_capitals(std::string id, Random& random) {
  if (std::ranges::count(id, '@') != 1) return id;
  for (char& c : id) {
    if (c >= 'a' && c <= 'z' && random.chance(20)) c = static_cast<char>(c - 'a' + 'A');
  }
  return id;
}

}  // namespace

AttributeType random_type(Random& random, TypeKind usual) {
  static const std::vector<TypeKind> kKinds{TypeKind::Bool, TypeKind::Int, TypeKind::String,
                                            TypeKind::Enum, TypeKind::Set};
  AttributeType type;
  type.kind = random.chance(85) ? usual : random.pick(kKinds);
  if (type.kind == TypeKind::Enum) type.values = random.some(kEnumValues, random.between(1, 3));
  // Sets of equal elements can stand for each other, so many have all.
  if (type.kind == TypeKind::Set)
    type.values = random.chance(50) ? kElements : random.some(kElements, random.between(1, 3));
  return type;
}

Item random_value(const AttributeType& type, Random& random) {
  switch (type.kind) {
    case TypeKind::Bool:
      return Item::bare(random.chance(50) ? "true" : "false");
    case TypeKind::Int:
      return Item::bare(std::to_string(random.between(0, 4)));
    case TypeKind::Ip:
      return Item::string(random.pick(kAddresses));
    case TypeKind::Time:
      return Item::string(random.pick(random.chance(70) ? kInstants : kEnds));
    case TypeKind::Enum:
      return Item::string(random.pick(type.values));
    case TypeKind::Set:
      return Item::strings(random.some(type.values, random.between(random.chance(90) ? 1 : 0, 2)));
    default:
      return Item::string(random.pick(random.chance(60) ? kPaths : kTexts));
  }
}

std::map<std::string, Item> random_attributes(const Draft& draft, Random& random) {
  std::map<std::string, Item> all;
  for (const DraftAttribute& attribute : draft.attributes) {
    if (random.chance(60)) all[attribute.name] = random_value(attribute.type, random);
  }
  return all;
}

bool add_context(Draft& draft, Random& random) {
  const auto pool = with_times(kContext, kTimesOfContext, draft);
  if (!add_attribute_of(draft.context, pool, true, random)) return false;
  draft.context.back().type.is_world = draft.writes_worlds && random.chance(50);
  return true;
}
bool add_attribute(Draft& draft, Random& random) {
  auto pool = with_times(kAttributes, kTimes, draft);
  // Each is one more that nobody knows of somebody; these have many values.
  if (draft.has_unknowns() && random.chance(85)) {
    std::erase_if(pool, [](const Usual& usual) {
      return usual.second == TypeKind::Ip || usual.second == TypeKind::Time;
    });
  }
  return add_attribute_of(draft.attributes, pool, false, random);
}

std::string random_prefix(Random& random) { return random.pick(kPrefixes); }

bool add_network(Draft& draft, Random& random) {
  const auto free = free_of(
      kNetworks, [&](const std::string& id) { return has(draft.networks, id, &DraftList::name); });
  if (free.empty()) return false;
  DraftList network{random.pick(free),
                    random.some(kPrefixes, random.pick(std::vector<std::size_t>{1, 1, 2}))};
  if (!draft.networks.empty() && random.chance(35))
    network.entries.push_back(random.pick(draft.networks).name);
  draft.networks.push_back(std::move(network));
  return true;
}

/// Many are the working hours of Berlin, or nearly: an hour beside them, or in summer only.
std::string random_hours(Random& random) {
  if (random.chance(25))
    return random.pick(std::vector<std::string>{
        "Mon-Fri 08:00-18:00 Europe/Berlin", "Mon-Fri 07:00-17:00 UTC", "Mon-Fri 06:00-16:00 UTC",
        "Mon-Fri 08:00-12:00,12:00-18:00 Europe/Berlin", "Mon-Fri 08:00-17:00 Europe/Berlin"});
  return random.pick(kDays) + " " + random.pick(kHours) + " " + random.pick(kZones);
}

bool add_window(Draft& draft, Random& random) {
  const auto free = free_of(
      kWindows, [&](const std::string& id) { return has(draft.windows, id, &DraftList::name); });
  if (free.empty() || !draft.writes_time) return false;
  DraftList window{random.pick(free), {random_hours(random)}};
  if (random.chance(25)) window.entries.push_back(random_hours(random));
  draft.windows.push_back(std::move(window));
  return true;
}

std::string fresh_uid(const Draft& draft, Random& random) {
  const std::string uid = std::to_string(random.between(1, 9));
  return has(draft.users, uid, &DraftUser::uid) ? std::string() : uid;
}

std::string fresh_user_id(const Draft& draft, Random& random) {
  const auto free =
      free_of(kUserIds, [&](const std::string& id) { return draft.user(id) != nullptr; });
  return free.empty() ? std::string() : random.pick(free);
}

bool add_user(Draft& draft, Random& random) {
  DraftUser user;
  user.is_service = random.chance(15);
  user.id = fresh_user_id(draft, random);
  if (user.is_service) {
    const auto free =
        free_of(kServiceIds, [&](const std::string& id) { return draft.user(id) != nullptr; });
    user.id = free.empty() ? std::string() : random.pick(free);
  }
  if (user.id.empty()) return false;
  if (random.chance(35)) user.uid = fresh_uid(draft, random);
  if (random.chance(25)) {
    const std::string alias = random.pick(kAliases);
    if (draft.user(alias) == nullptr) user.aliases.push_back(alias);
  }
  if (random.chance(18)) user.status = random.pick(kStatuses);
  if (random.chance(5)) user.status = "active";
  if (draft.writes_time && random.chance(25)) user.until = random.pick(kEnds);
  user.attributes = random_attributes(draft, random);
  draft.users.push_back(std::move(user));
  return true;
}

std::string spell(const DraftUser& user, Random& random) {
  if (!user.aliases.empty() && random.chance(40)) return random.pick(user.aliases);
  return random.chance(30) ? in_other_capitals(user.id, random) : user.id;
}

std::string random_unlisted(Random& random) {
  return in_other_capitals(random.pick(random.chance(80) ? kUserIds : kAliases), random);
}

std::string random_member(const Draft& draft, Random& random) {
  if (draft.opens_directory && draft.is_open() && random.chance(40)) return random_unlisted(random);
  const bool is_group = !draft.groups.empty() && (draft.users.empty() || random.chance(30));
  if (is_group) return "group:" + random.pick(draft.groups).id;
  return draft.users.empty() ? std::string() : spell(random.pick(draft.users), random);
}

bool add_group(Draft& draft, Random& random) {
  const auto free = free_of(
      kGroupIds, [&](const std::string& id) { return has(draft.groups, id, &DraftGroup::id); });
  if (free.empty()) return false;
  DraftGroup group;
  group.id = random.pick(free);
  for (std::size_t i = random.below(4); i > 0; --i) {
    group.members.push_back(random_member(draft, random));
    if (draft.writes_time && random.chance(30))
      group.untils[group.members.back()] = random.pick(kEnds);
  }
  if (random.chance(30)) group.rule = ConditionWriter(draft, random).rule();
  draft.groups.push_back(std::move(group));
  return true;
}

void open_one(DraftGroup& group, Random& random) {
  group.is_open = true;
  group.is_external = random.chance(35);
  if (random.chance(30)) group.within = random_within(random);
}

void open_groups(Draft& draft, Random& random) {
  if (draft.groups.empty() || random.chance(12)) return;
  for (std::size_t i = random.chance(12) ? 2 : 1; i > 0; --i)
    open_one(draft.groups[random.below(draft.groups.size())], random);
}

void open_directory(Draft& draft, Random& random) {
  if (random.chance(15)) return;
  if (random.chance(35)) {
    draft.users.clear();
    draft.directory = random.chance(50) ? "open" : "";
    return;
  }
  draft.directory = "open";
  for (std::size_t i = random.below(3); i > 0 && !draft.users.empty(); --i)
    draft.users.erase(draft.users.begin() +
                      static_cast<std::ptrdiff_t>(random.below(draft.users.size())));
}

std::vector<std::string> random_within(Random& random) {
  std::vector<std::string> domains;
  for (const std::string& domain : random.some(kDomains, random.chance(70) ? 1 : 2))
    domains.push_back("domain:" + domain);
  return domains;
}

bool add_scope(Draft& draft, Random& random) {
  const auto free = free_of(
      kScopes, [&](const std::string& id) { return has(draft.scopes, id, &DraftList::name); });
  if (free.empty()) return false;
  DraftList scope{random.pick(free), {}};
  if (!draft.scopes.empty() && random.chance(50))
    scope.entries.push_back(random.pick(draft.scopes).name);
  draft.scopes.push_back(std::move(scope));
  return true;
}

std::string random_client_user(const Draft& draft, Random& random) {
  const std::string who = random_who(draft, random);
  return who == "anonymous" || who == "anyone" ? "authenticated" : who;
}

bool add_client(Draft& draft, Random& random) {
  const auto free = free_of(
      kClients, [&](const std::string& id) { return has(draft.clients, id, &DraftClient::name); });
  if (free.empty()) return false;
  DraftClient client{random.pick(free), {}, {}};
  for (std::size_t i = random.pick(std::vector<std::size_t>{0, 1, 1, 2});
       i > 0 && !draft.scopes.empty(); --i)
    client.scopes.push_back(random.pick(draft.scopes).name);
  for (std::size_t i = random.pick(std::vector<std::size_t>{0, 1, 1, 2}); i > 0; --i)
    client.users.push_back(random_client_user(draft, random));
  draft.clients.push_back(std::move(client));
  return true;
}

std::string random_url(Random& random) { return random.pick(kOrigins) + random.pick(kUrlPaths); }

void add_methods(DraftType& type, Random& random) {
  for (const std::string& method : kHttpMethods) {
    if (random.chance(45)) continue;
    const std::string& action = random.pick(type.actions).name;
    const auto known = std::ranges::find(type.methods, action, &DraftList::name);
    if (known == type.methods.end()) {
      type.methods.push_back({action, {method}});
    } else {
      known->entries.push_back(method);
    }
  }
}

bool add_type(Draft& draft, Random& random) {
  const auto free = free_of(
      kTypeNames, [&](const std::string& id) { return has(draft.types, id, &DraftType::name); });
  if (free.empty()) return false;
  DraftType type{random.pick(free), {}, {}};
  const std::vector<std::string> actions = random.some(kActions, random.between(1, 4));
  for (std::size_t i = 0; i < actions.size(); ++i) {
    DraftList action{actions[i], {}};
    for (std::size_t j = i + 1; j < actions.size(); ++j) {
      if (random.chance(40)) action.entries.push_back(actions[j]);
    }
    type.actions.push_back(std::move(action));
  }
  if (draft.writes_urls && random.chance(85)) add_methods(type, random);
  draft.types.push_back(std::move(type));
  return true;
}

bool add_resource(Draft& draft, Random& random) {
  const auto free = free_of(kResourceIds, [&](const std::string& id) {
    return has(draft.resources, id, &DraftResource::id);
  });
  if (free.empty()) return false;
  DraftResource resource;
  resource.id = random.pick(free);
  if (!draft.resources.empty() && random.chance(55))
    resource.parent = random.pick(draft.resources).id;
  if (!draft.types.empty() && random.chance(draft.writes_urls ? 75 : 55))
    resource.type = random.pick(draft.types).name;
  if (resource.type.empty() && random.chance(25))
    resource.actions = random.some(kActions, random.between(1, 3));
  resource.attributes = random_attributes(draft, random);
  for (std::size_t i = random.pick(std::vector<std::size_t>{0, 1, 1, 1, 2, 2});
       i > 0 && draft.writes_urls; --i)
    resource.urls.push_back(random_url(random));
  draft.resources.push_back(std::move(resource));
  return true;
}

std::string random_who(const Draft& draft, Random& random) {
  if (draft.opens_directory && draft.is_open() && random.chance(25)) return random_unlisted(random);
  if (!draft.clients.empty() && random.chance(12))
    return "client:" + random.pick(draft.clients).name;
  switch (random.below(12)) {
    case 0:
      return "authenticated";
    case 1:
      return random.chance(50) ? "anonymous" : "anyone";
    case 2:
      return "domain:" + random.pick(kDomains);
    case 3:
    case 4:
    case 5:
      return draft.users.empty() ? "anyone" : spell(random.pick(draft.users), random);
    default:
      return draft.groups.empty() ? "authenticated" : "group:" + random.pick(draft.groups).id;
  }
}

std::string random_reach(const Draft& draft, Random& random) {
  const std::string glob = random.pick(kGlobs);
  const bool fits = std::ranges::any_of(
      draft.resources, [&](const DraftResource& r) { return glob_matches(glob, r.id); });
  return fits && random.chance(25) ? glob : random.pick(draft.resources).id;
}

std::vector<std::string> random_actions(const Draft& draft, const std::vector<std::string>& to,
                                        Random& random) {
  const std::set<std::string> reached = draft.actions_reached(to);
  if (random.chance(35)) return {};
  return random.some(std::vector(reached.begin(), reached.end()), random.between(1, 2));
}

bool add_policy(Draft& draft, Random& random) {
  const auto free = free_of(
      kPolicyIds, [&](const std::string& id) { return has(draft.policies, id, &DraftPolicy::id); });
  if (free.empty() || draft.resources.empty()) return false;
  DraftPolicy policy;
  policy.id = random.pick(free);
  policy.is_deny = random.chance(30);
  for (std::size_t i = random.between(1, 3); i > 0; --i)
    policy.who.push_back(random_who(draft, random));
  for (std::size_t i = random.between(1, 2); i > 0; --i)
    policy.to.push_back(random_reach(draft, random));
  policy.actions = random_actions(draft, policy.to, random);
  if (!draft.scopes.empty() && random.chance(draft.clients.empty() ? 20 : 40))
    policy.scopes.push_back(random.pick(draft.scopes).name);
  if (random.chance(55)) policy.when = ConditionWriter(draft, random).condition();
  if (random.chance(20)) policy.on_error = random.chance(50) ? "skip" : "apply";
  draft.policies.push_back(std::move(policy));
  return true;
}

bool add_set(Draft& draft, Random& random) {
  const auto free =
      free_of(kSetIds, [&](const std::string& id) { return has(draft.sets, id, &DraftSet::id); });
  if (free.empty() || draft.policies.empty()) return false;
  DraftSet set{random.pick(free), random.pick(kCombines), {}};
  for (std::size_t i = random.between(1, 3); i > 0; --i) {
    const bool is_set = !draft.sets.empty() && random.chance(35);
    set.members.push_back(is_set ? "set:" + random.pick(draft.sets).id
                                 : random.pick(draft.policies).id);
  }
  draft.sets.push_back(std::move(set));
  return true;
}

}  // namespace accessdrift::property
