#include <map>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hoop/connections.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

/// The plugin that hides connections from whom it does not list.
constexpr std::string_view kPlugin = "access_control";

/// Who sees a connection, first match first: admins, whom something lists, nobody else if the
/// plugin is there, and everybody if it is not.
class Visibility {
 public:
  explicit Visibility(Gateway& gateway) : gateway_(gateway) {}

  void read() {
    if (gateway_.connections.empty()) return;
    for (const Connection& connection : gateway_.connections) show_to_admins(connection);
    for (const Object& plugin : gateway_.objects.of(Kind::Plugin)) {
      if (text_of(plugin.node, "name") != kPlugin) continue;
      if (!plugin_) plugin_ = plugin;
      read_bindings(plugin);
    }
    const bool is_known = gateway_.objects.is_listed(Kind::Plugin);
    if (!is_known) suppose_bindings();
    read_attributes(plugin_ || !is_known);
    if (plugin_) hide(*plugin_, *find(plugin_->node, "name"), {});
    if (!is_known) suppose_plugin();
    for (const Connection& connection : gateway_.connections) show_to_everybody(connection);
  }

 private:
  void add(const Object& object, PolicyDeclaration policy) {
    gateway_.add(gateway_.visibility, object, std::move(policy));
  }

  void show_to_admins(const Connection& connection) {
    PolicyDeclaration policy = gateway_.policy("admins to " + std::string(connection.name.scalar()),
                                               Effect::Allow, connection.name);
    for (const std::string& group : {gateway_.admin_group, gateway_.auditor_group}) {
      policy.who.push_back(
          gateway_.people.mention(*connection.object.file, group, connection.name.place()));
    }
    gateway_.cover(policy, connection.name.scalar(), connection.name.place());
    add(connection.object, std::move(policy));
  }

  void show_to_everybody(const Connection& connection) {
    PolicyDeclaration policy = gateway_.policy(
        "everybody to " + std::string(connection.name.scalar()), Effect::Allow, connection.name);
    gateway_.name_everybody(policy);
    gateway_.cover(policy, connection.name.scalar(), connection.name.place());
    add(connection.object, std::move(policy));
  }

  /// A binding holds by the connection's id; one that was made anew under its name has another.
  const Connection* connection_of(NodeView binding) {
    for (const std::string_view key : {"connection_id", "id"}) {
      const Connection* const found = gateway_.find_connection_by_id(text_of(binding, key));
      if (found != nullptr) return found;
    }
    const Connection* const named = gateway_.find_connection(text_of(binding, "name"));
    const bool has_id = !text_of(binding, "id").empty();
    return named != nullptr && (named->id.empty() || !has_id) ? named : nullptr;
  }

  void read_bindings(const Object& plugin) {
    const std::optional<NodeView> bindings = find(plugin.node, "connections");
    if (bindings && !bindings->is_sequence()) {
      report(gateway_.reading, "wrong-type", "`connections` is no list", bindings->span()).label =
          "expected a list of connections";
      return;
    }
    std::map<std::string_view, PolicyDeclaration> by_connection;
    each_item(plugin.node, "connections",
              [&](NodeView binding) { read_binding(plugin, binding, by_connection); });
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
    const Connection* const connection = connection_of(binding);
    if (connection == nullptr) return tell_dangling(binding);
    if (groups.empty()) return;
    const std::optional<NodeView> name = find_text(binding, "name");
    const NodeView key = name ? *name : binding;
    PolicyDeclaration policy = gateway_.policy(
        "access_control of " + std::string(connection->name.scalar()), Effect::Allow, key);
    if (!bound_.insert(policy.id).second) return tell_repeated(binding);
    for (const NodeView group : groups) gateway_.name_group(policy, plugin, group);
    gateway_.cover(policy, connection->name.scalar(), key.place());
    by_connection.emplace(connection->name.scalar(), std::move(policy));
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
    bool is_told = !are_needed;
    for (const Connection& connection : gateway_.connections) {
      for (const std::string_view attribute : connection.attributes)
        suppose_groups(connection, attribute, is_told);
    }
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
    }
    add(attribute, std::move(policy));
  }

  /// An undeclared group is one whose members are unknown.
  void suppose_groups(const Connection& connection, std::string_view attribute, bool& is_told) {
    if (!is_told) {
      is_told = true;
      Diagnostic& problem =
          warn(gateway_.reading, "partial-source", "the attributes of connections are not here",
               connection.name.span());
      problem.label = "so which groups see it by `" + std::string(attribute) + "` is not known";
      problem.help = "export them: GET /api/attributes";
    }
    suppose(connection, "groups of attribute " + std::string(attribute),
            "attribute " + std::string(attribute) + " of " + std::string(connection.name.scalar()));
  }

  void suppose(const Connection& connection, const std::string& group, const std::string& id) {
    PolicyDeclaration policy = gateway_.policy(id, Effect::Allow, connection.name);
    policy.who.push_back(
        {gateway_.reading.names.intern(group), MentionKind::Group, false, connection.name.place()});
    gateway_.cover(policy, connection.name.scalar(), connection.name.place());
    add(connection.object, std::move(policy));
  }

  void suppose_bindings() {
    for (const Connection& connection : gateway_.connections) {
      const std::string name(connection.name.scalar());
      suppose(connection, "groups that access_control lists for " + name,
              "access_control of " + name);
    }
  }

  void suppose_plugin() {
    const Object& list = *gateway_.objects.list_of(Kind::Connection);
    const NodeView place = gateway_.connections.front().name;
    Diagnostic& problem =
        warn(gateway_.reading, "partial-source", "the plugins are not here", place.span());
    problem.label = "so who sees this connection, and others, is not known";
    problem.help = "export them: hoop admin get plugins -o json";
    const Object first{list.node, gateway_.connections.front().object.file};
    gateway_.declare_unknown(first, "hoop.access_control", place.place());
    hide(first, place, "hoop.access_control");
  }

  void hide(const Object& object, NodeView key, std::string condition) {
    PolicyDeclaration policy = gateway_.policy(kPlugin, Effect::Deny, key);
    gateway_.name_everybody(policy);
    for (const Connection& connection : gateway_.connections)
      gateway_.cover(policy, connection.name.scalar(), key.place());
    if (!condition.empty()) Gateway::require(policy, std::move(condition), key.place());
    add(object, std::move(policy));
  }

  Gateway& gateway_;
  std::optional<Object> plugin_;
  std::set<Name> bound_;
};

}  // namespace

void read_visibility(Gateway& gateway) { Visibility(gateway).read(); }

}  // namespace accessdrift::hoop
