#include <map>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hoop/connections.h"
#include "accessdrift/format/hoop/planned_bindings.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

/// The plugin that hides connections from whom it does not list.
constexpr std::string_view kPlugin = "access_control";

/// Unknowns for groups that a list may hold; a universe has room for some hundreds.
constexpr std::size_t kMostSupposed = 256;

/// Who sees a connection, first match first: admins, whom something lists, nobody else if the
/// plugin is there, and everybody if it is not.
class Visibility {
 public:
  /// REQUIRES: there are connections.
  explicit Visibility(Gateway& gateway)
      : gateway_(gateway),
        all_(*gateway.objects.first_of(Kind::Connection)),
        planned_(gateway, kPlugin) {}

  void read() {
    show_to_admins();
    for (const Object& plugin : gateway_.objects.of(Kind::Plugin)) {
      if (text_of(plugin.node, "name") != kPlugin) continue;
      if (!planned_.counts(plugin)) continue;
      if (!plugin_) plugin_ = plugin;
      read_bindings(plugin);
    }
    const bool is_known = plugin_ || gateway_.objects.is_listed(Kind::Plugin);
    if (!is_known) suppose_bindings();
    read_attributes(plugin_ || !is_known);
    if (plugin_) hide(*plugin_, *find(plugin_->node, "name"), {});
    if (!is_known) suppose_plugin();
    show_to_everybody();
    if (plugin_) tell_unbound();
  }

 private:
  void add(const Object& object, PolicyDeclaration policy) {
    if (!policy.actions) gateway_.act_all(policy);
    gateway_.add(gateway_.visibility, object, std::move(policy));
  }

  void show_to_admins() {
    PolicyDeclaration policy = gateway_.policy("admins", Effect::Allow, all_.node);
    for (const std::string& group : {gateway_.admin_group, gateway_.auditor_group})
      policy.who.push_back(gateway_.people.mention(*all_.file, group, policy.key));
    gateway_.cover_all(policy);
    policy.is_implied = true;
    add(all_, std::move(policy));
  }

  void show_to_everybody() {
    PolicyDeclaration policy = gateway_.policy("everybody", Effect::Allow, all_.node);
    gateway_.name_everybody(policy);
    gateway_.cover_all(policy);
    policy.is_implied = true;
    add(all_, std::move(policy));
  }

  void read_bindings(const Object& plugin) {
    const std::optional<NodeView> bindings = find(plugin.node, "connections");
    if (bindings && !bindings->is_sequence()) {
      report(gateway_.reading, "wrong-type", "`connections` is no list", bindings->span()).label =
          "expected a list of connections";
      return;
    }
    std::map<std::string_view, PolicyDeclaration> by_connection;
    each_item(plugin.node, "connections", [&](NodeView binding) {
      if (!binding.is_mapping() || planned_.counts(plugin, binding))
        read_binding(plugin, binding, by_connection);
    });
    for (auto& [connection, policy] : by_connection) add(plugin, std::move(policy));
  }

  void read_binding(const Object& plugin, NodeView binding,
                    std::map<std::string_view, PolicyDeclaration>& by_connection) {
    if (!binding.is_mapping()) {
      report(gateway_.reading, "wrong-type", "this is no connection of a plugin", binding.span())
          .label = "expected an object";
      return;
    }
    const std::vector<NodeView> groups = texts_of(gateway_.reading, binding, "config");
    const Connection* const connection = connection_of(gateway_, binding);
    if (connection == nullptr) return tell_dangling(binding);
    shown_.insert(connection->name.scalar());
    const std::optional<NodeView> untold = find_text(binding, "untold_config");
    if (groups.empty() && !untold) return tell_empty(plugin, *connection, binding);
    const std::optional<NodeView> name = find_text(binding, "name");
    const NodeView key = name ? *name : binding;
    PolicyDeclaration policy = gateway_.policy(
        "access_control of " + std::string(connection->name.scalar()), Effect::Allow, key);
    if (!bound_.insert(policy.id).second) return tell_repeated(binding);
    for (const NodeView group : groups) gateway_.name_group(policy, plugin, group);
    if (untold) {
      policy.who.push_back(
          gateway_.people.mention_unknown(*plugin.file, untold->scalar(), untold->place()));
    }
    gateway_.cover(policy, connection->name.scalar(), key.place());
    by_connection.emplace(connection->name.scalar(), std::move(policy));
  }

  void tell_empty(const Object& plugin, const Connection& connection, NodeView binding) {
    Gateway::remark(
        plugin, "HOOP02", Severity::Warning,
        "the binding of connection `" + shortened(connection.name.scalar()) + "` lists no group",
        binding.span())
        .label = "so only admins and auditors see it";
  }

  void tell_unbound() {
    for (const Connection& connection : gateway_.connections) {
      if (shown_.contains(connection.name.scalar())) continue;
      Gateway::remark(connection.object, "HOOP01", Severity::Note,
                      "connection `" + shortened(connection.name.scalar()) +
                          "` is shown to admins and auditors only",
                      connection.name.span())
          .label = "nothing binds it to a group";
    }
  }

  void tell_dangling(NodeView binding) {
    Diagnostic& problem =
        warn(gateway_.reading, "dangling-binding",
             "no connection has the id of this binding of `access_control`", binding.span());
    problem.label = "so it shows nothing to anybody";
    problem.help = "export connections and plugins at one time";
  }

  void tell_repeated(NodeView binding) {
    report(gateway_.reading, "defined-twice", "this is here twice", binding.span()).label =
        "listed again";
  }

  /// Groups that an attribute shows its connections to.
  void read_attributes(bool are_needed) {
    std::map<std::string_view, const Object*> by_name;
    for (const Object& attribute : gateway_.objects.of(Kind::Attribute)) {
      const bool is_new = by_name.emplace(text_of(attribute.node, "name"), &attribute).second;
      if (!is_new) tell_repeated(attribute.node);
    }
    for (const auto& [name, attribute] : by_name) read_attribute(*attribute);
    if (gateway_.objects.is_listed(Kind::Attribute)) return;
    std::map<std::string_view, std::vector<const Connection*>> unknown;
    for (const Connection& connection : gateway_.connections) {
      for (const std::string_view attribute : connection.attributes)
        unknown[attribute].push_back(&connection);
    }
    if (unknown.empty()) return;
    if (are_needed) tell_missing_attributes(*unknown.begin()->second.front());
    for (const auto& [attribute, connections] : unknown)
      suppose("attribute " + std::string(attribute), "lists.", connections);
  }

  void tell_missing_attributes(const Connection& connection) {
    Diagnostic& problem =
        warn(gateway_.reading, "partial-source", "the attributes of connections are not here",
             connection.name.span());
    problem.label = "so which groups see it by `" + std::string(*connection.attributes.begin()) +
                    "` is not known";
    problem.help = "export them: GET /api/attributes";
  }

  void read_attribute(const Object& attribute) {
    const std::optional<NodeView> name = find_text(attribute.node, "name");
    if (!name) return;
    PolicyDeclaration policy =
        gateway_.policy("attribute " + std::string(name->scalar()), Effect::Allow, *name);
    for (const NodeView group :
         texts_of(gateway_.reading, attribute.node, "access_control_group_names"))
      gateway_.name_group(policy, attribute, group);
    std::map<std::string_view, Place> places;
    for (const NodeView of : texts_of(gateway_.reading, attribute.node, "connection_names"))
      places.emplace(of.scalar(), of.place());
    for (const Connection& connection : gateway_.connections) {
      if (!connection.attributes.contains(name->scalar())) continue;
      const auto place = places.find(connection.name.scalar());
      gateway_.cover(policy, connection.name.scalar(),
                     place == places.end() ? name->place() : place->second);
      if (!policy.who.empty()) shown_.insert(connection.name.scalar());
    }
    add(attribute, std::move(policy));
  }

  /// Of a list of groups that is not here: each known group may be on it, which is an unknown of
  /// its own. Where groups are not known either, or too many, an undeclared one stands for them,
  /// whose members are unknown.
  void suppose(const std::string& list, std::string_view prefix,
               const std::vector<const Connection*>& connections) {
    const std::vector<std::string_view> groups = gateway_.people.groups();
    if (!gateway_.people.are_known() || supposed_ + groups.size() > kMostSupposed) {
      PolicyDeclaration policy = make_supposed(list + ", whomever it lists", connections);
      policy.who.push_back({gateway_.reading.names.intern("groups that " + list + " lists"),
                            MentionKind::Group, false, policy.key});
      return add(connections.front()->object, std::move(policy));
    }
    supposed_ += groups.size();
    for (const std::string_view group : groups) {
      const std::string id = list + ", if it lists " + std::string(group);
      const std::string unknown =
          gateway_.attribute_names.name_of(prefix, list + " " + std::string(group));
      PolicyDeclaration policy = make_supposed(id, connections);
      gateway_.declare_unknown(connections.front()->object, unknown, policy.key);
      policy.who.push_back(
          gateway_.people.mention(*connections.front()->object.file, group, policy.key));
      Gateway::require(policy, unknown, policy.key);
      add(connections.front()->object, std::move(policy));
    }
  }

  PolicyDeclaration make_supposed(std::string_view id,
                                  const std::vector<const Connection*>& connections) {
    PolicyDeclaration policy = gateway_.policy(id, Effect::Allow, connections.front()->name);
    for (const Connection* const connection : connections) {
      gateway_.cover(policy, connection->name.scalar(), policy.key);
      shown_.insert(connection->name.scalar());
    }
    return policy;
  }

  void suppose_bindings() {
    std::vector<const Connection*> all;
    all.reserve(gateway_.connections.size());
    for (const Connection& connection : gateway_.connections) all.push_back(&connection);
    suppose("access_control", "lists.", all);
  }

  void suppose_plugin() {
    const NodeView place = gateway_.connections.front().name;
    Diagnostic& problem =
        warn(gateway_.reading, "partial-source", "the plugins are not here", place.span());
    problem.label = "so who sees this connection, and others, is not known";
    problem.help = "export them: hoop admin get plugins -o json";
    gateway_.declare_unknown(all_, "hoop.access_control", all_.node.place());
    hide(all_, all_.node, "hoop.access_control");
  }

  void hide(const Object& object, NodeView key, std::string condition) {
    PolicyDeclaration policy = gateway_.policy(kPlugin, Effect::Deny, key);
    gateway_.name_everybody(policy);
    gateway_.cover_all(policy);
    if (!condition.empty()) Gateway::require(policy, std::move(condition), key.place());
    add(object, std::move(policy));
  }

  Gateway& gateway_;
  const Object& all_;
  PlannedBindings planned_;
  std::set<std::string_view> shown_;  ///< connections, or they may be
  std::size_t supposed_ = 0;
  std::optional<Object> plugin_;
  std::set<Name> bound_;
};

}  // namespace

void read_visibility(Gateway& gateway) {
  if (!gateway.connections.empty()) Visibility(gateway).read();
}

}  // namespace accessdrift::hoop
