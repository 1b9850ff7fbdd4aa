#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "accessdrift/model/link_parts.h"

namespace accessdrift::linking {
namespace {

using Actions = Snapshot::Actions;
using ActionsPointer = std::shared_ptr<const Actions>;

std::vector<ResourceIndex> declared_parents(const Snapshot& snapshot) {
  std::vector<ResourceIndex> parents(snapshot.resources.size());
  for (std::size_t i = 0; i < parents.size(); ++i) {
    const std::optional<NamePlace>& parent = snapshot.resources[i]->parent;
    if (parent) parents[i] = snapshot.resource_by_name.find(parent->name);
  }
  return parents;
}

/// Makes roots of the resources that are their own ancestors.
void cut_cycles(std::vector<ResourceIndex>& parents) {
  constexpr std::uint32_t kUnseen = 0;
  std::vector<std::uint32_t> seen_from(parents.size(), kUnseen);
  std::vector<ResourceIndex> in_cycles;
  for (std::size_t start = 0; start < parents.size(); ++start) {
    const auto walk = static_cast<std::uint32_t>(start + 1);
    ResourceIndex at{start};
    while (!at.is_none() && seen_from[at.index()] == kUnseen) {
      seen_from[at.index()] = walk;
      at = parents[at.index()];
    }
    if (at.is_none() || seen_from[at.index()] != walk) continue;
    const ResourceIndex first = at;
    do {
      in_cycles.push_back(at);
      at = parents[at.index()];
    } while (at != first);
  }
  for (const ResourceIndex resource : in_cycles) parents[resource.index()] = ResourceIndex{};
}

using ImpliedBy = std::map<Name, std::vector<Name>>;

/// An action, then those that imply it over any number of steps, in the order of their first sight.
std::vector<Name> allowing(Name action, const ImpliedBy& implied_by) {
  std::vector<Name> found = {action};
  std::set<Name> seen = {action};
  for (std::size_t at = 0; at < found.size(); ++at) {
    const auto by = implied_by.find(found[at]);
    if (by == implied_by.end()) continue;
    for (const Name next : by->second) {
      if (seen.insert(next).second) found.push_back(next);
    }
  }
  return found;
}

/// Which declared actions of a type allow each: itself first, then those that imply it, in declared
/// order. Of several actions that claim a method the first has it.
Actions actions_of(const TypeDeclaration& type) {
  Actions actions;
  ImpliedBy implied_by;
  for (const TypeDeclaration::Action& action : type.actions) {
    actions.names.push_back(action.name);
    for (const NamePlace& implied : action.implied) implied_by[implied.name].push_back(action.name);
  }
  std::map<Name, std::size_t> position;
  for (std::size_t i = 0; i < actions.names.size(); ++i) position.emplace(actions.names[i], i);
  for (const Name name : actions.names) {
    std::vector<Name> allowed_by = allowing(name, implied_by);
    std::sort(allowed_by.begin() + 1, allowed_by.end(),
              [&](Name a, Name b) { return position.at(a) < position.at(b); });
    actions.allowed_by.push_back(std::move(allowed_by));
  }
  for (const TypeDeclaration::Method& method : type.methods) {
    const bool is_first = actions.action_of(method.name).is_none();
    if (is_first && position.contains(method.action.name))
      actions.methods.emplace_back(method.name, method.action.name);
  }
  return actions;
}

/// Actions of resources, equal ones shared.
class ActionTable {
 public:
  explicit ActionTable(Snapshot& snapshot) : snapshot_(snapshot) {
    for (const auto& [type, file] : snapshot.types) by_type_.push_back(share(actions_of(*type)));
    root_ = share(plain({snapshot.names->intern("access")}));
    nothing_ = share({});
  }

  /// None if the resource has neither type nor actions of its own.
  [[nodiscard]] ActionsPointer own(const ResourceDeclaration& resource) {
    if (resource.actions) {
      std::vector<Name> names;
      for (const NamePlace& action : *resource.actions) names.push_back(action.name);
      return share(plain(std::move(names)));
    }
    if (!resource.type) return nullptr;
    const TypeIndex type = snapshot_.type_by_name.find(resource.type->name);
    return type.is_none() ? nothing_ : by_type_[type.index()];
  }

  [[nodiscard]] const ActionsPointer& root() const { return root_; }

 private:
  using Key = std::tuple<std::vector<Name>, std::vector<std::vector<Name>>,
                         std::vector<std::pair<Name, Name>>>;

  static Actions plain(std::vector<Name> names) {
    Actions actions;
    for (const Name name : names) actions.allowed_by.push_back({name});
    actions.names = std::move(names);
    return actions;
  }

  ActionsPointer share(Actions actions) {
    ActionsPointer& shared = shared_[Key(actions.names, actions.allowed_by, actions.methods)];
    if (!shared) shared = std::make_shared<const Actions>(std::move(actions));
    return shared;
  }

  Snapshot& snapshot_;
  std::vector<ActionsPointer> by_type_;
  std::map<Key, ActionsPointer> shared_;
  ActionsPointer root_;
  ActionsPointer nothing_;
};

}  // namespace

void link_parents(Snapshot& snapshot) {
  snapshot.parents = declared_parents(snapshot);
  cut_cycles(snapshot.parents);
  snapshot.children.resize(snapshot.resources.size());
  for (std::size_t i = 0; i < snapshot.parents.size(); ++i) {
    const ResourceIndex parent = snapshot.parents[i];
    if (!parent.is_none()) snapshot.children[parent.index()].push_back(ResourceIndex{i});
  }
}

void link_routes(Snapshot& snapshot) {
  for (std::size_t i = 0; i < snapshot.resources.size(); ++i) {
    for (const UrlDeclaration& url : snapshot.resources[i]->urls)
      snapshot.routes.push_back({&url, ResourceIndex{i}});
  }
}

void link_actions(Snapshot& snapshot) {
  ActionTable table(snapshot);
  std::vector<ActionsPointer>& actions = snapshot.resource_actions;
  actions.resize(snapshot.resources.size());
  std::vector<ResourceIndex> waiting;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    ResourceIndex at{i};
    ActionsPointer found;
    while (!found) {
      found =
          actions[at.index()] ? actions[at.index()] : table.own(*snapshot.resources[at.index()].it);
      waiting.push_back(at);
      at = snapshot.parents[at.index()];
      if (!found && at.is_none()) found = table.root();
    }
    for (const ResourceIndex resource : waiting) actions[resource.index()] = found;
    waiting.clear();
  }
}

}  // namespace accessdrift::linking
