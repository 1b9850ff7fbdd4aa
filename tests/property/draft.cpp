#include "draft.h"

#include <algorithm>

#include "accessdrift/model/snapshot.h"

namespace accessdrift::property {
namespace {

void declare(const std::string& kind, const std::vector<DraftAttribute>& attributes,
             std::set<std::string>& words) {
  for (const DraftAttribute& attribute : attributes) {
    const std::string name = kind + " " + attribute.name;
    words.insert(name + " " + std::to_string(static_cast<int>(attribute.type.kind)));
    for (const std::string& value : attribute.type.values) words.insert(name + "=" + value);
  }
}

Item type_item(const AttributeType& type, bool may_be_required) {
  Item item;
  switch (type.kind) {
    case TypeKind::Bool:
      item = Item::string("bool");
      break;
    case TypeKind::Int:
      item = Item::string("int");
      break;
    case TypeKind::Ip:
      item = Item::string("ip");
      break;
    case TypeKind::Time:
      item = Item::string("time");
      break;
    case TypeKind::Enum:
      item = Item::strings(type.values);
      break;
    case TypeKind::Set:
      item = Item::mapping().set("set", Item::strings(type.values));
      break;
    default:
      item = Item::string("string");
      break;
  }
  const bool is_plain = !may_be_required || (!type.is_required && !type.is_world);
  if (is_plain) return item;
  if (type.kind != TypeKind::Set) item = Item::mapping().set("type", item);
  if (type.is_required) item.set("required", Item::bare("true"));
  if (type.is_world) item.set("world", Item::string("unknown"));
  return item;
}

Item attributes_item(const std::map<std::string, Item>& attributes) {
  Item item = Item::mapping();
  for (const auto& [name, value] : attributes) item.set(name, value);
  return item;
}

Item user_item(const DraftUser& user) {
  Item body = Item::mapping();
  if (!user.uid.empty()) body.set("uid", Item::string(user.uid));
  if (!user.aliases.empty()) body.set("aliases", Item::strings(user.aliases));
  if (!user.status.empty()) body.set("status", Item::string(user.status));
  if (!user.until.empty()) body.set("until", Item::string(user.until));
  if (!user.attributes.empty()) body.set("attributes", attributes_item(user.attributes));
  return body;
}

Item member_item(const DraftGroup& group, const std::string& member) {
  const auto until = group.untils.find(member);
  if (until == group.untils.end()) return Item::string(member);
  const bool is_group = member.starts_with("group:");
  return Item::mapping()
      .set(is_group ? "group" : "user", Item::string(is_group ? member.substr(6) : member))
      .set("until", Item::string(until->second));
}

Item group_item(const DraftGroup& group) {
  Item body = Item::mapping();
  std::vector<Item> members;
  for (const std::string& member : group.members) members.push_back(member_item(group, member));
  if (group.is_external) {
    body.set("members", Item::string("external"));
  } else if (!members.empty() || !group.rule) {
    body.set("members", Item::sequence(std::move(members)));
  }
  if (group.is_open && !group.is_external) body.set("open", Item::bare("true"));
  if (!group.within.empty()) body.set("within", Item::strings(group.within));
  if (group.rule) body.set("rule", Item::string(group.rule->text));
  return body;
}

Item resource_item(const DraftResource& resource) {
  Item body = Item::mapping();
  if (!resource.type.empty()) body.set("type", Item::string(resource.type));
  if (!resource.actions.empty()) body.set("actions", Item::strings(resource.actions));
  if (!resource.parent.empty()) body.set("parent", Item::string(resource.parent));
  if (resource.urls.size() == 1) body.set("url", Item::string(resource.urls[0]));
  if (resource.urls.size() > 1) body.set("url", Item::strings(resource.urls));
  if (!resource.attributes.empty()) body.set("attributes", attributes_item(resource.attributes));
  return body;
}

Item policy_item(const DraftPolicy& policy) {
  Item body = Item::mapping();
  body.set(policy.is_deny ? "deny" : "allow", Item::strings(policy.who));
  body.set("to", Item::strings(policy.to));
  if (!policy.actions.empty()) body.set("actions", Item::strings(policy.actions));
  if (!policy.scopes.empty()) body.set("scopes", Item::strings(policy.scopes));
  if (policy.when) body.set("when", Item::string(policy.when->text));
  if (!policy.on_error.empty()) body.set("on_error", Item::string(policy.on_error));
  return body;
}

Item client_item(const DraftClient& client) {
  Item body = Item::mapping();
  if (!client.scopes.empty()) body.set("scopes", Item::strings(client.scopes));
  if (!client.users.empty()) body.set("users", Item::strings(client.users));
  return body;
}

Item lists_item(const std::vector<DraftList>& lists) {
  Item item = Item::mapping();
  for (const DraftList& list : lists) item.set(list.name, Item::strings(list.entries));
  return item;
}

Item declared_type_item(const DraftType& type) {
  Item body = Item::mapping().set("actions", lists_item(type.actions));
  if (!type.methods.empty()) body.set("methods", lists_item(type.methods));
  return body;
}

}  // namespace

std::string folded(const std::string& id) {
  if (std::ranges::count(id, '@') != 1) return id;
  std::string text = id;
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::set<std::string> Draft::declared() const {
  std::set<std::string> words;
  declare("context", context, words);
  declare("attribute", attributes, words);
  for (const DraftList& network : networks) words.insert("network " + network.name);
  for (const DraftList& window : windows) words.insert("window " + window.name);
  for (const DraftList& scope : scopes) words.insert("scope " + scope.name);
  for (const DraftClient& client : clients) words.insert("client " + client.name);
  return words;
}

const DraftUser* Draft::user(const std::string& id_or_alias) const {
  const std::string id = folded(id_or_alias);
  for (const DraftUser& user : users) {
    if (folded(user.id) == id) return &user;
    if (std::ranges::any_of(user.aliases,
                            [&](const std::string& alias) { return folded(alias) == id; }))
      return &user;
  }
  return nullptr;
}

DraftResource* Draft::resource(const std::string& id) {
  const auto found = std::ranges::find(resources, id, &DraftResource::id);
  return found == resources.end() ? nullptr : &*found;
}

const DraftResource* Draft::resource(const std::string& id) const {
  const auto found = std::ranges::find(resources, id, &DraftResource::id);
  return found == resources.end() ? nullptr : &*found;
}

std::vector<std::string> Draft::actions_of(const DraftResource& resource) const {
  if (!resource.actions.empty()) return resource.actions;
  if (!resource.type.empty()) {
    std::vector<std::string> actions;
    for (const DraftType& type : types) {
      if (type.name != resource.type) continue;
      for (const DraftList& action : type.actions) actions.push_back(action.name);
    }
    return actions;
  }
  const DraftResource* parent = this->resource(resource.parent);
  return parent == nullptr ? std::vector<std::string>{"access"} : actions_of(*parent);
}

bool Draft::has_methods(const DraftResource& resource) const {
  if (!resource.actions.empty()) return false;
  if (!resource.type.empty()) {
    const auto type = std::ranges::find(types, resource.type, &DraftType::name);
    return type != types.end() && !type->methods.empty();
  }
  const DraftResource* parent = this->resource(resource.parent);
  return parent != nullptr && has_methods(*parent);
}

std::set<std::string> Draft::actions_reached(const std::vector<std::string>& to) const {
  std::set<std::string> actions;
  for (const DraftResource& resource : resources) {
    bool is_reached = false;
    for (const DraftResource* at = &resource; at != nullptr; at = this->resource(at->parent)) {
      for (const std::string& pattern : to)
        is_reached |= pattern == at->id || glob_matches(pattern, at->id);
    }
    if (!is_reached) continue;
    for (std::string& action : actions_of(resource)) actions.insert(std::move(action));
  }
  return actions;
}

Item Draft::tree() const {
  Item root = Item::mapping();
  if (!directory.empty()) root.set("directory", Item::string(directory));
  const auto section = [&root](const std::string& name, const auto& all, const auto& key,
                               const auto& body) {
    Item entries = Item::mapping();
    for (const auto& one : all) entries.set(key(one), body(one));
    if (!entries.map.empty()) root.set(name, std::move(entries));
  };
  const auto name = [](const auto& one) { return one.name; };
  const auto id = [](const auto& one) { return one.id; };
  const auto list = [](const DraftList& one) { return Item::strings(one.entries); };
  section("context", context, name,
          [](const DraftAttribute& a) { return type_item(a.type, true); });
  section("attributes", attributes, name,
          [](const DraftAttribute& a) { return type_item(a.type, false); });
  section("networks", networks, name, list);
  section("windows", windows, name, [](const DraftList& window) {
    return window.entries.size() == 1 ? Item::string(window.entries[0])
                                      : Item::strings(window.entries);
  });
  std::vector<DraftUser> people;
  std::vector<DraftUser> services;
  for (const DraftUser& user : users) (user.is_service ? services : people).push_back(user);
  section("users", people, id, user_item);
  section("services", services, id, user_item);
  section("groups", groups, id, group_item);
  section("scopes", scopes, name, [&list](const DraftList& scope) {
    return scope.entries.empty() ? Item::mapping() : Item::mapping().set("includes", list(scope));
  });
  section("clients", clients, name, client_item);
  section("types", types, name, declared_type_item);
  section("resources", resources, id, resource_item);
  section("policies", policies, id, policy_item);
  section("sets", sets, id, [](const DraftSet& set) {
    return Item::mapping()
        .set("combine", Item::string(set.combine))
        .set("policies", Item::strings(set.members));
  });
  section(
      "renames", renames, [](const auto& rename) { return rename.first; },
      [](const auto& rename) { return Item::string(rename.second); });
  return root;
}

}  // namespace accessdrift::property
