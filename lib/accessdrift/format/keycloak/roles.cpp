#include "accessdrift/format/keycloak/roles.h"

#include <optional>
#include <set>
#include <utility>

#include "accessdrift/format/named_unknown.h"

namespace accessdrift::keycloak {
namespace {

using namespace source;

/// How sides tell each other that users of a realm are missing, and which roles there are.
constexpr std::string_view kLackUsers = "realms that lack users";

/// A `*` would be read as a pattern.
std::string plain(std::string_view id) {
  std::string text;
  for (const char c : id) text += c == '*' ? std::string("%2A") : std::string(1, c);
  return text;
}

}  // namespace

Roles::Owner& Roles::owner(SourceReading::File& file, std::string_view client, Place key,
                           Place body) {
  const auto [known, is_new] = owners_.try_emplace(std::string(client));
  Owner& owner = known->second;
  if (!is_new) return owner;
  owner.file = &file;
  owner.key = key;
  owner.body = body;
  owner.id = "keycloak/" + plain(realm_.name);
  if (!client.empty()) owner.id += "/" + plain(client);
  return owner;
}

Roles::Role& Roles::role(SourceReading::File& file, std::string_view client, std::string_view name,
                         Place place) {
  Owner& has = owner(file, client, place, place);
  const auto [known, is_new] = has.by_name.emplace(std::string(name), nullptr);
  if (!is_new) return *known->second;
  const std::string group = "role " + std::string(name) + " of " + has.id;
  has.roles.push_back(
      {std::string(name), reading_.names.intern(group), has.file == &file ? place : has.key});
  return *(known->second = &has.roles.back());
}

GroupLists::Part& Roles::part_of(SourceReading::File& file, std::string_view client, NodeView name,
                                 Place body) {
  return groups_.part_of(file, role(file, client, name.scalar(), name.place()).group, name.place(),
                         body);
}

void Roles::tell_apart(bool is_partial) {
  BetweenSides& between = reading_.between;
  const std::string roles_of_realm = "roles of " + std::string(realm_.name);
  if (is_partial) between.tell(kLackUsers, {std::string(realm_.name)});
  if (!between.is_told(kLackUsers, {std::string(realm_.name)})) return;
  for (const auto& [client, owner] : owners_) {
    for (const Role& role : owner.roles) between.tell(roles_of_realm, {client, role.name});
  }
  if (!is_partial) return;
  const Document& document = realm_.documents.front();
  const Place place = find_text(document.realm, "realm")->place();
  for (const BetweenSides::Item& told : between.told(roles_of_realm)) {
    const Role& role = this->role(*document.file, told.front(), told.back(), place);
    if (!groups_.has(role.group)) (void)groups_.part_of(*document.file, role.group, place, place);
  }
}

void Roles::declare() {
  for (const Document& document : realm_.documents) {
    SourceReading::File& file = *document.file;
    const std::optional<NodeView> roles = find(document.realm, "roles");
    if (!roles) continue;
    const NodeView name = *find_text(document.realm, "realm");
    (void)owner(file, {}, name.place(), document.realm.place());
    each_item(*roles, "realm", [&](NodeView role) { declare_role(file, {}, role); });
    const std::optional<NodeView> clients = find(*roles, "client");
    if (!clients) continue;
    each_entry(*clients, [&](NodeView client, NodeView listed) {
      if (!listed.is_sequence() || listed.is_empty_collection()) return;
      (void)owner(file, client.scalar(), client.place(), listed.place());
      each_item(listed, [&](NodeView role) { declare_role(file, client.scalar(), role); });
    });
  }
  realm_.each("clients", [this](const Document& document, NodeView client) {
    declare_authorization(*document.file, client);
  });
}

void Roles::declare_role(SourceReading::File& file, std::string_view client, NodeView role) {
  const std::optional<NodeView> name = find_text(role, "name");
  if (!name) {
    report(reading_, "missing-key", "this role has no `name`", role.span()).label =
        "people and groups have it by that";
    return;
  }
  (void)part_of(file, client, *name, role.place());
  add_composites(file, client, role);
}

/// Whoever has a composite role has those that it is made of.
void Roles::add_composites(SourceReading::File& file, std::string_view client, NodeView role) {
  const std::optional<NodeView> composites = find(role, "composites");
  if (!composites) return;
  const NodeView name = *find_text(role, "name");
  const Name whole = this->role(file, client, name.scalar(), name.place()).group;
  const auto add = [&](std::string_view of, NodeView part) {
    if (part.kind() != NodeKind::String || part.scalar().empty()) return;
    part_of(file, of, part, part.place()).add(whole, MentionKind::Group, part.place());
  };
  each_item(*composites, "realm", [&](NodeView part) { add({}, part); });
  const std::optional<NodeView> clients = find(*composites, "client");
  if (!clients) return;
  each_entry(*clients, [&](NodeView of, NodeView parts) {
    each_item(parts, [&](NodeView part) { add(of.scalar(), part); });
  });
}

/// The permissions of a client that decides by Keycloak's authorization services are an unknown
/// function of the request, another one whenever they are edited.
void Roles::declare_authorization(SourceReading::File& file, NodeView client) {
  const std::optional<NodeView> settings = find(client, "authorizationSettings");
  const std::optional<NodeView> name = find_text(client, "clientId");
  if (!settings || !settings->is_mapping() || !name) return;
  const std::string id =
      "keycloak/" + plain(realm_.name) + "/" + plain(name->scalar()) + "/permissions";
  ResourceDeclaration resource;
  resource.id = reading_.names.intern(id);
  resource.key = name->place();
  resource.body = settings->place();
  const std::string attribute = "keycloak.permissions_" + attribute_word(realm_.name) + "_" +
                                attribute_word(name->scalar()) + "_" +
                                digits_of(said_in(*settings));
  declare_fact(reading_, file, attribute, settings->place());
  PolicyDeclaration policy;
  policy.id = resource.id;
  policy.key = policy.effect_place = policy.to_place = name->place();
  policy.body = settings->place();
  policy.who.push_back(
      {reading_.names.intern("authenticated"), MentionKind::Authenticated, false, name->place()});
  policy.to.push_back({resource.id, name->place()});
  policy.when = ConditionText{attribute, bracket_of(settings->place()), 0, false};
  file.declarations.resources.push_back(std::move(resource));
  file.declarations.policies.push_back(std::move(policy));
}

void Roles::finish() {
  for (auto& [client, owner] : owners_) declare_owner(owner);
}

void Roles::declare_owner(Owner& owner) {
  if (owner.roles.empty()) return;
  ResourceDeclaration resource;
  resource.id = reading_.names.intern(owner.id);
  resource.key = owner.key;
  resource.body = owner.body;
  resource.actions.emplace();
  for (const Role& role : owner.roles) {
    const Name action = reading_.names.intern(role.name);
    resource.actions->push_back({action, role.place});
    PolicyDeclaration policy;
    policy.id = reading_.names.intern(owner.id + ": " + role.name);
    policy.key = policy.body = policy.effect_place = policy.to_place = role.place;
    policy.who.push_back({role.group, MentionKind::Group, false, role.place});
    policy.to.push_back({resource.id, role.place});
    policy.actions.emplace().push_back({action, role.place});
    policy.is_implied = true;
    owner.file->declarations.policies.push_back(std::move(policy));
  }
  owner.file->declarations.resources.push_back(std::move(resource));
}

}  // namespace accessdrift::keycloak
