#include "accessdrift/drift/targets.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace accessdrift {
namespace {

/// The methods by what they mean on each side.
using MethodsOf = std::map<SideNames, std::vector<Name>>;

class TargetFinder {
 public:
  explicit TargetFinder(const Comparison& comparison) : comparison_(comparison) {}

  void note_touched(const Engine& engine, const Touched& touched) {
    const Snapshot& snapshot = engine.snapshot();
    for (std::size_t r = 0; r < snapshot.resources.size(); ++r) {
      if (!touched.resources[r]) continue;
      for (const Name action : snapshot.resource_actions[r]->names)
        note(engine, ResourceIndex{r}, action);
    }
    for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
      if (touched.policies[p]) note_covered(engine, PolicyIndex{p});
    }
  }

  [[nodiscard]] std::vector<Target> find() {
    add_by_id();
    if (comparison_.urls != nullptr) add_by_url();
    using Ordered = std::tuple<std::string, std::string, Target>;
    std::vector<Ordered> ordered;
    ordered.reserve(targets_.size());
    for (const Target& target : targets_) {
      ordered.emplace_back(text_of(*comparison_.after, target.resource),
                           text_of(*comparison_.after, target.action), target);
    }
    std::ranges::sort(ordered);
    std::vector<Target> targets;
    targets.reserve(ordered.size());
    for (auto& [resource, action, target] : ordered) targets.push_back(std::move(target));
    return targets;
  }

 private:
  void note_covered(const Engine& engine, PolicyIndex policy) {
    for (const ResourceIndex resource : engine.coverage().reached(policy)) {
      for (const Name action : engine.snapshot().resource_actions[resource.index()]->names) {
        if (engine.coverage().covers_action(policy, resource, action))
          note(engine, resource, action);
      }
    }
  }

  void note(const Engine& engine, ResourceIndex resource, Name action) {
    touched_.insert({comparison_.printed(resource, engine.side()), action});
  }

  /// By id, unless URLs lead there on a side.
  void add_by_id() {
    for (const auto& [resource, action] : touched_) {
      const bool has_urls = is_found_by_url(*comparison_.engine_before, resource, action) ||
                            is_found_by_url(*comparison_.engine_after, resource, action);
      if (!has_urls) targets_.insert(Target::by_id(resource, action));
    }
  }

  [[nodiscard]] bool is_found_by_url(const Engine& engine, Name resource, Name action) const {
    const ResourceIndex index = comparison_.resource(resource, engine.side());
    return !index.is_none() && engine.snapshot().is_found_by_url(index, action);
  }

  /// By URL, where the owners or what a method means differ, or an edit can reach what they are.
  void add_by_url() {
    for (const UrlOwners& owners : comparison_.urls->owners()) {
      const bool is_limited = comparison_.urls->is_limited(owners);
      const SideNames resource = names_of(owners, is_limited);
      const MethodsOf methods = methods_of(comparison_.owners(resource));
      for (const auto& [action, of_action] : methods) {
        const bool is_same = resource.before == resource.after && action.before == action.after;
        const bool is_touched = touched_.contains({resource.before, action.before}) ||
                                touched_.contains({resource.after, action.after});
        if (!is_same || is_touched || is_limited)
          targets_.insert({resource, {action, of_action, count_alike(methods, action)}});
      }
    }
  }

  /// Whom a limited URL belongs to is not known: it is told as one and the same resource.
  [[nodiscard]] SideNames names_of(const UrlOwners& owners, bool is_limited) const {
    const Name before = comparison_.printed(owners.before, SideOf::Before);
    const Name after = comparison_.printed(owners.after, SideOf::After);
    if (is_limited && before.is_none()) return {after, after};
    if (is_limited && after.is_none()) return {before, before};
    return {before, after};
  }

  [[nodiscard]] MethodsOf methods_of(const UrlOwners& owners) const {
    std::map<std::string_view, SideNames> meaning;
    const auto note = [&](const Snapshot& snapshot, ResourceIndex resource, Name SideNames::*side) {
      if (resource.is_none()) return;
      for (const auto& [method, action] : snapshot.resource_actions[resource.index()]->methods)
        meaning[snapshot.text(method)].*side = action;
    };
    note(*comparison_.before, owners.before, &SideNames::before);
    note(*comparison_.after, owners.after, &SideNames::after);
    MethodsOf methods;
    for (const auto& [method, action] : meaning)
      methods[action].push_back(comparison_.after->names->find(method));
    return methods;
  }

  /// The methods that mean the same on either side.
  [[nodiscard]] static std::size_t count_alike(const MethodsOf& methods, const SideNames& action) {
    std::size_t count = 0;
    for (const auto& [other, of_other] : methods) {
      const bool is_alike = (!action.before.is_none() && other.before == action.before) ||
                            (!action.after.is_none() && other.after == action.after);
      if (is_alike) count += of_other.size();
    }
    return count;
  }

  const Comparison& comparison_;
  std::set<std::pair<Name, Name>> touched_;  ///< resources as printed, and their actions
  std::set<Target> targets_;
};

}  // namespace

std::vector<Target> find_targets(const Comparison& comparison, const Touched& before,
                                 const Touched& after) {
  TargetFinder finder(comparison);
  finder.note_touched(*comparison.engine_before, before);
  finder.note_touched(*comparison.engine_after, after);
  return finder.find();
}

}  // namespace accessdrift
