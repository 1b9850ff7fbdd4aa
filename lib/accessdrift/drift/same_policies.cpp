#include "accessdrift/drift/same_policies.h"

#include <set>
#include <utility>

namespace accessdrift {
namespace {

using Entitled = std::pair<Name, Name>;  ///< a resource as it is printed, and an action

bool covers_any(const Comparison& comparison, const Engine& engine, const std::string& id,
                const std::set<Entitled>& targets) {
  const Snapshot& snapshot = engine.snapshot();
  const Name name = snapshot.names->find(id);
  const PolicyIndex policy = name.is_none() ? PolicyIndex{} : snapshot.policy_by_name.find(name);
  if (policy.is_none()) return false;
  for (const ResourceIndex resource : engine.coverage().reached(policy)) {
    const Name resource_id = comparison.printed(resource, engine.side());
    for (const Name action : snapshot.resource_actions[resource.index()]->names) {
      if (targets.contains({resource_id, action}) &&
          engine.coverage().covers_action(policy, resource, action))
        return true;
    }
  }
  return false;
}

}  // namespace

std::vector<std::string> find_same_policies(const Comparison& comparison) {
  std::set<Entitled> changed_before;
  std::set<Entitled> changed_after;
  for (const TargetChanges& changes : comparison.changes) {
    const auto& [resource, action] = changes.target;
    changed_before.insert({resource.before, action.names.before});
    changed_after.insert({resource.after, action.names.after});
  }
  std::set<std::string> edited;
  for (const Edit& edit : comparison.edits) {
    if (edit.key.thing == Thing::Policy) edited.insert(edit.key.id);
    if (edit.key.thing == Thing::Set && edit.key.field == "policies" &&
        !edit.key.item.starts_with("set:"))
      edited.insert(edit.key.item);
  }
  std::vector<std::string> same;
  for (const std::string& id : edited) {
    const bool changes_access =
        covers_any(comparison, *comparison.engine_before, id, changed_before) ||
        covers_any(comparison, *comparison.engine_after, id, changed_after);
    if (!changes_access) same.push_back(id);
  }
  return same;
}

}  // namespace accessdrift
