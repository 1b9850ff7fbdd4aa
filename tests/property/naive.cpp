#include "naive.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "naive_directory.h"

namespace accessdrift::naive {
namespace {

using Types = std::map<std::string, AttributeType, std::less<>>;

Value typed(const std::string& text, TypeKind kind) {
  switch (kind) {
    case TypeKind::Bool:
      return text == "true";
    case TypeKind::Int:
      return std::int64_t{std::stoll(text)};
    case TypeKind::Ip:
      return parse_ip(text).value();
    case TypeKind::Time:
      return parse_value(text, {TypeKind::Time, {}, false}).value();
    case TypeKind::Set: {
      std::set<std::string> elements;
      std::string element;
      for (const char c : text + '\x1f') {
        if (c != '\x1f') element += c;
        if (c != '\x1f' || element.empty()) continue;
        elements.insert(element);
        element.clear();
      }
      return elements;
    }
    default:
      return text;
  }
}

Attributes attributes_of(const Snapshot& snapshot, const Declarations& file, Range range,
                         const Types& types) {
  Attributes all;
  for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
    const AttributeValue& value = file.attribute_values[i];
    const std::string name(snapshot.text(value.attribute));
    const auto type = types.find(name);
    if (type != types.end())
      all[name] = typed(std::string(snapshot.text(value.value.text)), type->second.kind);
  }
  return all;
}

void read_people(const Snapshot& snapshot, const Types& types, Side& side) {
  for (std::size_t u = 0; u < snapshot.declared_users(); ++u) {
    const auto& user = snapshot.users[u];
    Person person;
    person.id = folded(snapshot.text(user->spelling));
    person.spelling = snapshot.text(user->spelling);
    if (!user->uid.is_none()) person.uid = snapshot.text(user->uid);
    for (std::uint32_t i = 0; i < user->aliases.count; ++i) {
      person.aliases.push_back(
          folded(snapshot.text(user.file->aliases[user->aliases.first + i].name)));
    }
    person.domain = domain_of(person.id);
    person.is_active = user->status == Status::Active;
    if (user->has_until) person.until = user.file->until_of(*user.it).end;
    person.attributes = attributes_of(snapshot, *user.file, user->attributes, types);
    side.people.push_back(std::move(person));
  }
}

void read_representatives(const Snapshot& snapshot, Side& side) {
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    if (!snapshot.groups[g]->is_open) continue;
    Person person;
    person.id = person.spelling = "member:" + std::string(snapshot.text(snapshot.groups[g]->id));
    person.is_unknown = person.is_representative = true;
    person.represents = g;
    side.people.push_back(std::move(person));
  }
}

void read_people_of_clients(const Snapshot& snapshot, Side& side) {
  for (const auto& client : snapshot.clients) {
    Person person;
    person.id = person.spelling = "client:" + std::string(snapshot.text(client->name));
    person.is_client = true;
    side.people.push_back(std::move(person));
  }
}

/// Which actions of a type imply an action, itself included.
std::map<std::string, std::set<std::string>> actions_of_type(const Snapshot& snapshot,
                                                             const TypeDeclaration& type) {
  std::map<std::string, std::set<std::string>> allowed_by;
  for (const auto& action : type.actions) {
    const std::string name(snapshot.text(action.name));
    allowed_by[name].insert(name);
    for (const NamePlace& implied : action.implied)
      allowed_by[std::string(snapshot.text(implied.name))].insert(name);
  }
  for (bool grew = true; grew;) {
    grew = false;
    for (auto& [action, by] : allowed_by) {
      for (const std::string& one : std::set(by)) {
        for (const std::string& other : std::set(allowed_by[one])) grew |= by.insert(other).second;
      }
    }
  }
  return allowed_by;
}

std::map<std::string, std::set<std::string>> actions_of(const Snapshot& snapshot,
                                                        const ResourceDeclaration& resource) {
  std::map<std::string, std::set<std::string>> allowed_by;
  if (resource.type) {
    for (const auto& type : snapshot.types) {
      if (type->name == resource.type->name) return actions_of_type(snapshot, *type.it);
    }
  }
  if (resource.actions) {
    for (const NamePlace& action : *resource.actions) {
      const std::string name(snapshot.text(action.name));
      allowed_by[name] = {name};
    }
    return allowed_by;
  }
  if (!resource.parent) return {{"access", {"access"}}};
  for (const auto& parent : snapshot.resources) {
    if (parent->id == resource.parent->name) return actions_of(snapshot, *parent.it);
  }
  return allowed_by;
}

/// Of its own type or, without a type and actions, its parent's.
std::map<std::string, std::string> methods_of(const Snapshot& snapshot,
                                              const ResourceDeclaration& resource) {
  std::map<std::string, std::string> methods;
  if (resource.type) {
    for (const auto& type : snapshot.types) {
      if (type->name != resource.type->name) continue;
      for (const auto& method : type->methods)
        methods[std::string(snapshot.text(method.name))] = snapshot.text(method.action.name);
    }
    return methods;
  }
  if (resource.actions || !resource.parent) return methods;
  for (const auto& parent : snapshot.resources) {
    if (parent->id == resource.parent->name) return methods_of(snapshot, *parent.it);
  }
  return methods;
}

void read_things(const Snapshot& snapshot, const Types& types, Side& side) {
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t r = 0; r < snapshot.resources.size(); ++r)
    by_id[snapshot.text(snapshot.resources[r]->id)] = r;
  for (const auto& resource : snapshot.resources) {
    Thing thing;
    thing.id = snapshot.text(resource->id);
    if (resource->parent) thing.parent = by_id.at(snapshot.text(resource->parent->name));
    thing.attributes = attributes_of(snapshot, *resource.file, resource->attributes, types);
    thing.allowed_by = actions_of(snapshot, *resource.it);
    for (const UrlDeclaration& url : resource->urls) thing.urls.push_back(url.pattern);
    thing.methods = methods_of(snapshot, *resource.it);
    side.things.push_back(std::move(thing));
  }
}

std::vector<IpPrefix> prefixes_of(const Snapshot& snapshot, Name network) {
  std::vector<IpPrefix> all;
  for (const auto& declared : snapshot.networks) {
    if (declared->name != network) continue;
    for (const auto& entry : declared->entries) {
      const std::vector<IpPrefix> more =
          entry.prefix ? std::vector{*entry.prefix} : prefixes_of(snapshot, entry.network);
      all.insert(all.end(), more.begin(), more.end());
    }
  }
  return all;
}

void read_context(const Snapshot& snapshot, Side& side) {
  for (const auto& declared : snapshot.context)
    side.context[std::string(snapshot.text(declared->name))] = declared->type;
  side.context["request.ip"].kind = TypeKind::Ip;
  side.context["token.scopes"].kind = TypeKind::Set;
  side.context["request.time"] = {TypeKind::Time, {}, true};
  side.windows = read_windows(snapshot);
  side.clocks = read_clocks(snapshot);
  side.context["token.client"].kind = TypeKind::String;
  for (const auto& network : snapshot.networks) {
    side.networks[std::string(snapshot.text(network->name))] = prefixes_of(snapshot, network->name);
  }
  for (const auto& scope : snapshot.scopes) {
    const std::string name(snapshot.text(scope->name));
    side.scopes[name].insert(name);
    for (const NamePlace& included : scope->includes)
      side.scopes[name].insert(std::string(snapshot.text(included.name)));
  }
  for (bool grew = true; grew;) {
    grew = false;
    for (auto& [scope, brings] : side.scopes) {
      for (const std::string& one : std::set(brings)) {
        for (const std::string& other : std::set(side.scopes[one]))
          grew |= brings.insert(other).second;
      }
    }
  }
  for (const auto& rename : snapshot.renames) {
    side.renames.emplace_back(folded(snapshot.text(rename->from)),
                              folded(snapshot.text(rename->to)));
    side.renames_as_written.emplace_back(snapshot.text(rename->from_as_written),
                                         snapshot.text(rename->to_as_written));
  }
}

/// Whether who asks is a further member of an open group, and what who is unknown has for each
/// attribute.
void read_unknowns(const Snapshot& snapshot, const Types& types, Side& side) {
  bool has_unknowns = side.is_open;
  for (const auto& group : snapshot.groups) {
    if (!group->is_open) continue;
    has_unknowns = true;
    side.context["group:" + std::string(snapshot.text(group->id))] = {
        TypeKind::Bool, {}, true, true};
  }
  if (!has_unknowns) return;
  for (const auto& [name, type] : types)
    side.context["user." + name] = {type.kind, type.values, false, true};
}

std::vector<char> reached_by(const Snapshot& snapshot, const Side& side,
                             const PolicyDeclaration& policy) {
  std::vector<char> reaches(side.things.size());
  for (std::size_t r = 0; r < side.things.size(); ++r) {
    for (std::optional<std::size_t> at = r; at && reaches[r] == 0; at = side.things[*at].parent) {
      for (const NamePlace& to : policy.to) {
        const std::string_view pattern = snapshot.text(to.name);
        const std::string& id = side.things[*at].id;
        const bool is_glob = pattern.find('*') != std::string_view::npos;
        if (pattern == id || (is_glob && glob_matches(pattern, id))) reaches[r] = 1;
      }
    }
  }
  return reaches;
}

void read_rules(const Snapshot& snapshot, Side& side) {
  for (std::size_t i = 0; i < snapshot.policies.size(); ++i) {
    const PolicyDeclaration& policy = *snapshot.policies[i].it;
    Rule rule;
    rule.id = snapshot.text(policy.id);
    rule.effect = policy.effect;
    rule.who = read_who(snapshot, side, policy.who);
    rule.reaches = reached_by(snapshot, side, policy);
    if (policy.actions) {
      rule.actions.emplace();
      for (const NamePlace& action : *policy.actions)
        rule.actions->insert(std::string(snapshot.text(action.name)));
    }
    for (const NamePlace& scope : policy.scopes)
      rule.scopes.insert(std::string(snapshot.text(scope.name)));
    rule.condition = snapshot.conditions[i];
    rule.applies_on_error =
        policy.on_error ? *policy.on_error == OnError::Apply : policy.effect == Effect::Deny;
    side.rules.push_back(std::move(rule));
  }
}

void read_nodes(const Snapshot& snapshot, Side& side) {
  std::map<Name, std::size_t> policies;
  std::map<Name, std::size_t> sets;
  for (std::size_t i = 0; i < snapshot.policies.size(); ++i) policies[snapshot.policies[i]->id] = i;
  for (std::size_t i = 0; i < snapshot.sets.size(); ++i) sets[snapshot.sets[i]->id] = i;
  std::set<Name> placed_policies;
  std::set<Name> placed_sets;
  for (const auto& set : snapshot.sets) {
    Node node{set->combine, {}};
    for (const auto& member : set->members) {
      node.children.push_back(
          {member.is_set, member.is_set ? sets.at(member.id) : policies.at(member.id)});
      (member.is_set ? placed_sets : placed_policies).insert(member.id);
    }
    side.nodes.push_back(std::move(node));
  }
  Node root;
  for (const auto& [id, index] : policies) {
    if (!placed_policies.contains(id)) root.children.push_back({false, index});
  }
  for (const auto& [id, index] : sets) {
    if (!placed_sets.contains(id)) root.children.push_back({true, index});
  }
  side.nodes.push_back(std::move(root));
}

}  // namespace

Side::Side(const Snapshot& snapshot) : is_open(!snapshot.is_closed) {
  Types types;
  for (const auto& declared : snapshot.attributes)
    types[std::string(snapshot.text(declared->name))] = declared->type;
  read_context(snapshot, *this);
  read_unknowns(snapshot, types, *this);
  read_people(snapshot, types, *this);
  read_representatives(snapshot, *this);
  read_directory(snapshot, *this);
  read_people_of_clients(snapshot, *this);
  read_things(snapshot, types, *this);
  read_groups(snapshot, *this);
  read_clients(snapshot, *this);
  read_rules(snapshot, *this);
  read_nodes(snapshot, *this);
}

std::optional<std::size_t> Side::find_thing(std::string_view id) const {
  for (std::size_t r = 0; r < things.size(); ++r) {
    if (things[r].id == id) return r;
  }
  return std::nullopt;
}

bool Thing::is_found_by_url(const std::string& action) const {
  return !urls.empty() &&
         std::ranges::any_of(methods, [&](const auto& method) { return method.second == action; });
}

std::vector<Side::Route> Side::routes(const Address& address) const {
  std::vector<Route> routes;
  Specificity most;
  for (std::size_t r = 0; r < things.size(); ++r) {
    for (const UrlPattern& pattern : things[r].urls) {
      if (!covers(pattern, address) || specificity(pattern) < most) continue;
      if (specificity(pattern) > most) routes.clear();
      most = specificity(pattern);
      routes.push_back({r, &pattern});
    }
  }
  return routes;
}

std::optional<std::size_t> Side::owner(const Address& address) const {
  const std::vector<Route> all = routes(address);
  return all.empty() ? std::nullopt : std::optional(all.front().thing);
}

std::optional<std::string> Side::meaning(std::size_t thing, const std::string& method) const {
  const auto found = things[thing].methods.find(method);
  return found == things[thing].methods.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Value> Side::seen(const std::string& attribute, const Told& told) const {
  if (attribute == "token.scopes") {
    std::set<std::string> effective;
    if (told.state != Told::State::Present) return effective;
    for (const std::string& requested : std::get<std::set<std::string>>(told.value)) {
      const auto brings = scopes.find(requested);
      if (brings != scopes.end()) effective.insert(brings->second.begin(), brings->second.end());
    }
    return effective;
  }
  const bool is_there = told.state == Told::State::Present && allows(attribute, told);
  return is_there ? std::optional(told.value) : std::nullopt;
}

bool Side::allows(const std::string& attribute, const Told& told) const {
  if (attribute == "token.scopes") return true;
  const auto declared = context.find(attribute);
  if (declared == context.end()) return false;
  if (told.state != Told::State::Present) return !declared->second.is_required;
  const auto has = [&]<typename T>() { return std::holds_alternative<T>(told.value); };
  const auto& values = declared->second.values;
  switch (declared->second.kind) {
    case TypeKind::Bool:
      return has.operator()<bool>();
    case TypeKind::Int:
      return has.operator()<std::int64_t>();
    case TypeKind::Ip:
      return has.operator()<IpAddress>();
    case TypeKind::Time:
      return has.operator()<Time>();
    case TypeKind::Enum:
      return has.operator()<std::string>() &&
             std::ranges::count(values, std::get<std::string>(told.value)) != 0;
    case TypeKind::Set:
      if (!has.operator()<std::set<std::string>>()) return false;
      for (const std::string& element : std::get<std::set<std::string>>(told.value)) {
        if (std::ranges::count(values, element) == 0) return false;
      }
      return true;
    default:
      return has.operator()<std::string>();
  }
}

std::set<std::string> Side::issued(const std::set<std::string>& brought, std::size_t person,
                                   const std::optional<std::string>& client,
                                   const Circumstances& in) const {
  if (clients.empty()) return brought;
  std::set<std::string> all;
  if (!client || !clients.contains(*client) || users_in(in).at(*client)[person] == 0) return all;
  std::ranges::set_intersection(brought, clients.at(*client).scopes, std::inserter(all, all.end()));
  return all;
}

}  // namespace accessdrift::naive
