#include "accessdrift/format/hoop/connections.h"

#include <array>
#include <map>

#include "accessdrift/base/text.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

struct Mode {
  std::string_view action;
  std::string_view key;
};

constexpr std::array<Mode, 3> kModes = {{{"connect", "access_mode_connect"},
                                         {"exec", "access_mode_exec"},
                                         {"runbook", "access_mode_runbooks"}}};

using FirstNames = std::map<std::string_view, NodeView>;

bool is_good_name(Gateway& gateway, const Object& object, const std::optional<NodeView>& name,
                  FirstNames& first) {
  if (!name) {
    report(gateway.reading, "missing-key", "this connection has no `name`", object.node.span())
        .label = "rules and people name it by that";
    return false;
  }
  if (name->scalar().find('*') != std::string_view::npos) {
    report(gateway.reading, "invalid-name",
           "a connection cannot be called `" + shortened(name->scalar()) + "`", name->span())
        .label = "expected letters, digits, `_`, `-` and `.`";
    return false;
  }
  const auto [other, is_new] = first.emplace(name->scalar(), *name);
  if (is_new) return true;
  Diagnostic& problem =
      report(gateway.reading, "defined-twice",
             "connection `" + shortened(name->scalar()) + "` is here twice", name->span());
  problem.label = "listed again";
  problem.notes.push_back({other->second.span(), "first listed here"});
  return false;
}

void declare_resource(Gateway& gateway, const Connection& connection) {
  Declarations& declarations = connection.object.file->declarations;
  Names& names = gateway.reading.names;
  ResourceDeclaration resource;
  resource.id = names.intern(connection.name.scalar());
  resource.key = connection.name.place();
  resource.body = connection.object.node.place();
  resource.type = NamePlace{names.intern("hoop-connection"), connection.name.place()};
  resource.parent = NamePlace{names.intern(kGateway), connection.name.place()};
  if (const auto id = find_text(connection.object.node, "id")) {
    resource.attributes = {static_cast<std::uint32_t>(declarations.attribute_values.size()), 1};
    declarations.attribute_values.push_back({names.intern("hoop_id"),
                                             {Literal::Kind::String, names.intern(id->scalar())},
                                             id->place(),
                                             id->place()});
  }
  declarations.resources.push_back(std::move(resource));
}

/// What all connections are within.
void declare_gateway(Gateway& gateway) {
  const Object& list = *gateway.objects.first_of(Kind::Connection);
  ResourceDeclaration resource;
  resource.id = gateway.reading.names.intern(kGateway);
  resource.key = list.node.place();
  resource.body = list.node.place();
  resource.type = NamePlace{gateway.reading.names.intern("hoop-gateway"), list.node.place()};
  list.file->declarations.resources.push_back(std::move(resource));
}

/// Only the word `disabled` forbids a mode.
bool is_disabled(Gateway& gateway, const std::optional<NodeView>& value, const Connection& of,
                 std::string_view key) {
  if (!value) return false;
  if (value->kind() == NodeKind::String && value->scalar() == "disabled") return true;
  if (value->kind() == NodeKind::String && value->scalar() == "enabled") return false;
  const std::string told = value->is_scalar() ? shortened(value->scalar()) : "no text";
  Diagnostic& problem = warn(gateway.reading, "unknown-mode",
                             "`" + std::string(key) + "` of connection `" +
                                 shortened(of.name.scalar()) + "` is `" + told + "`",
                             value->span());
  problem.label = "counts as enabled: only `disabled` forbids";
  problem.help = "write `enabled` or `disabled`";
  Gateway::remark(of.object, "HOOP10", Severity::Warning, problem.message, value->span()).label =
      problem.label;
  return false;
}

void read_modes(Gateway& gateway, const Connection& connection) {
  std::optional<PolicyDeclaration> disabled;
  for (const Mode& mode : kModes) {
    const std::optional<NodeView> value = find(connection.object.node, mode.key);
    if (!is_disabled(gateway, value, connection, mode.key)) continue;
    if (!disabled) {
      disabled = gateway.policy("disabled modes of " + std::string(connection.name.scalar()),
                                Effect::Deny, *value);
      gateway.name_anyone(*disabled);
      gateway.cover(*disabled, connection.name.scalar(), connection.name.place());
    }
    gateway.act(*disabled, mode.action, value->place());
  }
  if (!disabled) return;
  gateway.vetoes.push_back(disabled->id);
  connection.object.file->declarations.policies.push_back(std::move(*disabled));
}

/// What a connection says of its attributes; lists of attributes say more.
void add_attributes(Gateway& gateway, Connection& connection) {
  for (const std::string_view key : {"attributes", "managed_attributes"}) {
    for (const NodeView attribute : texts_of(gateway.reading, connection.object.node, key))
      connection.attributes.insert(attribute.scalar());
    if (!connection.exported) continue;
    for (const NodeView attribute : texts_of(gateway.reading, *connection.exported, key))
      connection.attributes.insert(attribute.scalar());
  }
}

void add_listed_attributes(Gateway& gateway) {
  std::map<std::string_view, std::set<std::string_view>> attributes_of;
  for (const Object& attribute : gateway.objects.of(Kind::Attribute)) {
    const std::string_view name = text_of(attribute.node, "name");
    if (name.empty()) continue;
    for (const NodeView of : texts_of(gateway.reading, attribute.node, "connection_names"))
      attributes_of[of.scalar()].insert(name);
  }
  for (Connection& connection : gateway.connections) {
    const auto more = attributes_of.find(connection.name.scalar());
    if (more != attributes_of.end())
      connection.attributes.insert(more->second.begin(), more->second.end());
  }
}

}  // namespace

void read_connections(Gateway& gateway) {
  FirstNames first;
  for (const Object& object : gateway.objects.of(Kind::Connection)) {
    const std::optional<NodeView> name = find_text(object.node, "name");
    if (!is_good_name(gateway, object, name, first)) continue;
    Connection& connection = gateway.connections.emplace_back();
    connection.object = object;
    connection.name = *name;
    connection.id = text_of(object.node, "id");
    connection.exported = gateway.objects.exported(Kind::Connection, object.node);
    add_attributes(gateway, connection);
    declare_resource(gateway, connection);
  }
  add_listed_attributes(gateway);
  if (!gateway.connections.empty()) declare_gateway(gateway);
  gateway.settle_connections();
  for (const Connection& connection : gateway.connections) read_modes(gateway, connection);
}

}  // namespace accessdrift::hoop
