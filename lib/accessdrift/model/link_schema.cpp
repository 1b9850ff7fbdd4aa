#include <algorithm>
#include <functional>

#include "accessdrift/model/link_parts.h"

namespace accessdrift::linking {
namespace {

/// What a node of a graph of names leads to.
using Edges = std::unordered_map<Name, std::vector<Name>>;

/// Everything that can be reached from `start`, itself first; cycles are legal here.
std::vector<Name> reach(const Edges& edges, Name start) {
  std::vector<Name> reached = {start};
  std::unordered_map<Name, bool> seen = {{start, true}};
  for (std::size_t at = 0; at < reached.size(); ++at) {
    const auto found = edges.find(reached[at]);
    if (found == edges.end()) continue;
    for (const Name next : found->second) {
      if (seen.emplace(next, true).second) reached.push_back(next);
    }
  }
  return reached;
}

using NetworkTable = std::unordered_map<Name, const NetworkDeclaration*>;

NetworkTable index_networks(const Snapshot& snapshot, Edges& nested) {
  NetworkTable table;
  for (const auto& [network, file] : snapshot.networks) {
    if (!table.emplace(network->name, network).second) continue;
    for (const NetworkDeclaration::Entry& entry : network->entries) {
      if (!entry.prefix) nested[network->name].push_back(entry.network);
    }
  }
  return table;
}

/// Sorted, each once.
template <typename T>
std::vector<std::string> names_of(const Snapshot& snapshot, const std::vector<Declared<T>>& table) {
  std::vector<std::string> names;
  names.reserve(table.size());
  for (const auto& declared : table) names.emplace_back(snapshot.text(declared->name));
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

}  // namespace

void link_schema(Snapshot& snapshot) {
  Schema& schema = snapshot.schema;
  schema.request.emplace("request.ip", AttributeType{TypeKind::Ip, {}, false});
  schema.request.emplace(kTime, AttributeType{TypeKind::Time, {}, true});
  schema.request.emplace(kScopes,
                         AttributeType{TypeKind::Set, names_of(snapshot, snapshot.scopes), true});
  schema.request.emplace(
      kClient, AttributeType{TypeKind::String, names_of(snapshot, snapshot.clients), false});
  for (const std::string_view attribute : kUrlAttributes)
    schema.request.emplace(attribute, AttributeType{TypeKind::String, {}, false});

  for (const auto& [attribute, file] : snapshot.context) {
    schema.request.emplace(snapshot.text(attribute->name), attribute->type);
  }
  for (const auto& [attribute, file] : snapshot.attributes) {
    schema.attributes.emplace(snapshot.text(attribute->name), attribute->type);
  }
  for (const GroupIndex group : snapshot.open_groups) {
    const std::string id(snapshot.text(snapshot.groups[group.index()]->id));
    schema.request.emplace(std::string(kGroupPrefix) + id,
                           AttributeType{TypeKind::Bool, {}, true, true});
  }
  for (const auto& [name, declared] : schema.attributes) {
    if (snapshot.unlisted.empty()) break;
    AttributeType type = declared;
    type.is_required = false;
    type.is_world = true;
    schema.request.emplace(std::string(kUserPrefix) + name, std::move(type));
  }
  for (const auto& [network, file] : snapshot.networks)
    schema.networks.emplace(snapshot.text(network->name));
  for (const auto& [window, file] : snapshot.windows)
    schema.windows.emplace(snapshot.text(window->name));
  for (const auto& [condition, file] : snapshot.named_conditions)
    schema.named_conditions.emplace(snapshot.text(condition->name));
  for (const auto& [group, file] : snapshot.groups) {
    if (group->is_list) schema.lists.emplace(snapshot.text(group->id));
  }
}

void link_networks(Snapshot& snapshot) {
  Edges nested;
  const NetworkTable table = index_networks(snapshot, nested);
  for (const auto& [name, network] : table) {
    std::vector<IpPrefix>& prefixes = snapshot.prefixes[name];
    for (const Name inner : reach(nested, name)) {
      const auto found = table.find(inner);
      if (found == table.end()) continue;
      for (const NetworkDeclaration::Entry& entry : found->second->entries) {
        if (entry.prefix) prefixes.push_back(*entry.prefix);
      }
    }
    std::ranges::sort(prefixes);
    const auto repeated = std::ranges::unique(prefixes);
    prefixes.erase(repeated.begin(), repeated.end());
  }
}

void link_windows(Snapshot& snapshot) {
  for (const auto& [declared, file] : snapshot.windows) {
    std::map<std::string, std::vector<MinuteRange>> minutes;
    for (const WindowDeclaration::Part& part : declared->parts) {
      std::vector<MinuteRange>& of_zone = minutes[part.window.zone];
      of_zone.insert(of_zone.end(), part.window.minutes.begin(), part.window.minutes.end());
    }
    Window window;
    for (auto& [zone, ranges] : minutes) {
      if (auto clock = snapshot.schema.zones->find(zone))
        window.parts.push_back({zone, std::move(clock), merged(std::move(ranges))});
    }
    snapshot.window_by_name.try_emplace(std::string(snapshot.text(declared->name)),
                                        std::move(window));
  }
}

void link_scopes(Snapshot& snapshot) {
  Edges included_by;
  for (const auto& [scope, file] : snapshot.scopes) {
    for (const NamePlace& included : scope->includes)
      included_by[included.name].push_back(scope->name);
  }
  for (const auto& [scope, file] : snapshot.scopes) {
    std::vector<Name>& brought_by = snapshot.brought_by[scope->name];
    if (!brought_by.empty()) continue;
    brought_by = reach(included_by, scope->name);
    std::sort(brought_by.begin() + 1, brought_by.end());
  }
}

}  // namespace accessdrift::linking
