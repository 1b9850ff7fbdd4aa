#include "accessdrift/drift/compare.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "accessdrift/drift/reach.h"
#include "accessdrift/drift/touched.h"

namespace accessdrift {
namespace {

/// One run of the comparison.
class Comparing {
 public:
  explicit Comparing(Comparison& comparison)
      : result_(comparison), before_(*comparison.before), after_(*comparison.after) {}

  void run() {
    const IdentitySet identities =
        touched_identities(result_.edits, before_, after_, *result_.population);
    touched_before_ = find_touched(result_.edits, identities, *result_.population,
                                   {before_, SideOf::Before, after_});
    touched_after_ = find_touched(result_.edits, identities, *result_.population,
                                  {after_, SideOf::After, before_});
    result_.engine_after->groups().share(
        result_.engine_before->groups(),
        untouched_groups(after_, touched_after_, before_, touched_before_));
    result_.engine_after->policy_maps().share(
        result_.engine_before->policy_maps(),
        untouched_policies(after_, touched_after_, before_, touched_before_));
    collect_targets(*result_.engine_before, touched_before_);
    collect_targets(*result_.engine_after, touched_after_);
    compare_targets();
    find_same_policies();
  }

 private:
  void collect_targets(const Engine& engine, const Touched& touched) {
    const Snapshot& snapshot = engine.snapshot();
    for (std::size_t r = 0; r < snapshot.resources.size(); ++r) {
      if (touched.resources[r]) add_targets(snapshot, ResourceIndex{r});
    }
    for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
      if (!touched.policies[p]) continue;
      for (const ResourceIndex resource : engine.coverage().reached(PolicyIndex{p})) {
        for (const Name action : snapshot.resource_actions[resource.index()]->names) {
          if (engine.coverage().covers_action(PolicyIndex{p}, resource, action))
            add_target(snapshot, resource, action);
        }
      }
    }
  }

  void add_targets(const Snapshot& snapshot, ResourceIndex resource) {
    for (const Name action : snapshot.resource_actions[resource.index()]->names)
      add_target(snapshot, resource, action);
  }
  void add_target(const Snapshot& snapshot, ResourceIndex resource, Name action) {
    targets_.insert({printed(snapshot, resource), action});
  }
  [[nodiscard]] Name printed(const Snapshot& snapshot, ResourceIndex resource) const {
    const SideOf side = &snapshot == &before_ ? SideOf::Before : SideOf::After;
    return result_.renamed.resources.printed(snapshot.resources[resource.index()]->id, side);
  }

  [[nodiscard]] ResourceAction on_side(const Engine& engine, const Target& target) const {
    const ResourceIndex resource = result_.resource(target.resource, engine.side());
    if (resource.is_none() || !engine.coverage().has_action(resource, target.action)) return {};
    return {resource, target.action};
  }

  void compare_targets() {
    std::vector<Target> ordered(targets_.begin(), targets_.end());
    std::ranges::sort(ordered, {}, [this](const Target& t) {
      return std::pair(before_.text(t.resource), before_.text(t.action));
    });
    Reach reach(*result_.engine_before, touched_before_, *result_.engine_after, touched_after_);
    for (const Target& target : ordered) compare_target(target, reach);
  }

  void compare_target(const Target& target, Reach& reach) {
    result_.universe->diagrams().start_target();
    const ResourceAction before = on_side(*result_.engine_before, target);
    const ResourceAction after = on_side(*result_.engine_after, target);
    const IdentitySet within = reach.of(before, after);
    if (result_.universe->diagrams().is_exhausted())
      return add_limited(target, reach.by_names(before, after));
    if (within.is_empty()) return;
    const auto access = [&](Engine& engine, const ResourceAction& asked) {
      return asked.resource.is_none() ? Engine::Access{} : engine.access(asked, within);
    };
    const Engine::Access was = access(*result_.engine_before, before);
    const Engine::Access is = access(*result_.engine_after, after);
    if (was.is_limited || is.is_limited) return add_limited(target, within);
    std::vector<RegionPair> pairs = differences(was.map, is.map, within);
    // What is told of a change later, its kind and its witness, must fit the bound, too.
    for (const RegionPair& pair : pairs)
      (void)kind_of(pair.before, pair.after, result_.universe->diagrams());
    if (result_.universe->diagrams().is_exhausted()) return add_limited(target, within);
    if (!pairs.empty()) result_.changes.push_back({target, std::move(pairs), false, {}});
  }

  void add_limited(const Target& target, IdentitySet reach) {
    if (!reach.is_empty()) result_.changes.push_back({target, {}, true, std::move(reach)});
  }

  void find_same_policies() {
    std::set<Target> changed;
    for (const TargetChanges& changes : result_.changes) changed.insert(changes.target);
    std::set<std::string> edited;
    for (const Edit& edit : result_.edits) {
      if (edit.key.thing == Thing::Policy) edited.insert(edit.key.id);
      if (edit.key.thing == Thing::Set && edit.key.field == "policies" &&
          !edit.key.item.starts_with("set:"))
        edited.insert(edit.key.item);
    }
    for (const std::string& id : edited) {
      const bool changes_access = covers_any(*result_.engine_before, id, changed) ||
                                  covers_any(*result_.engine_after, id, changed);
      if (!changes_access) result_.same_policies.push_back(id);
    }
  }

  [[nodiscard]] bool covers_any(const Engine& engine, const std::string& id,
                                const std::set<Target>& targets) const {
    const Snapshot& snapshot = engine.snapshot();
    const Name name = snapshot.names->find(id);
    const PolicyIndex policy = name.is_none() ? PolicyIndex{} : snapshot.policy_by_name.find(name);
    if (policy.is_none()) return false;
    for (const ResourceIndex resource : engine.coverage().reached(policy)) {
      const Name resource_id = printed(snapshot, resource);
      for (const Name action : snapshot.resource_actions[resource.index()]->names) {
        if (targets.contains({resource_id, action}) &&
            engine.coverage().covers_action(policy, resource, action))
          return true;
      }
    }
    return false;
  }

  Comparison& result_;
  const Snapshot& before_;
  const Snapshot& after_;
  Touched touched_before_;
  Touched touched_after_;
  std::set<Target> targets_;
};

}  // namespace

ResourceIndex Comparison::resource(Name printed, SideOf side) const {
  const Snapshot& snapshot = side == SideOf::Before ? *before : *after;
  return snapshot.resource_by_name.find(renamed.resources.id_on(side, printed));
}

ChangeKind kind_of(Region before, Region after, Diagrams& diagrams) {
  const bool gains = !diagrams.includes(before, after);
  const bool loses = !diagrams.includes(after, before);
  if (before == Diagrams::never()) return ChangeKind::Gained;
  if (after == Diagrams::never()) return ChangeKind::Lost;
  if (gains && loses) return ChangeKind::Shifted;
  return gains ? ChangeKind::Widened : ChangeKind::Narrowed;
}

Comparison compare(std::shared_ptr<const Snapshot> before, std::shared_ptr<const Snapshot> after,
                   Instant from, std::size_t node_limit) {
  Comparison comparison;
  comparison.from = from;
  comparison.before = std::move(before);
  comparison.after = std::move(after);
  comparison.edits = find_edits(*comparison.before, *comparison.after);
  comparison.population =
      std::make_unique<Population>(Population::pair(*comparison.before, *comparison.after));
  comparison.renamed = Renamed::of(*comparison.before, *comparison.after);
  comparison.universe = std::make_unique<Universe>(
      make_universe({comparison.before.get(), comparison.after.get()}, from, node_limit));
  comparison.engine_before = std::make_unique<Engine>(*comparison.before, *comparison.population,
                                                      SideOf::Before, *comparison.universe, from);
  comparison.engine_after = std::make_unique<Engine>(*comparison.after, *comparison.population,
                                                     SideOf::After, *comparison.universe, from);
  if (!comparison.edits.empty()) Comparing(comparison).run();
  return comparison;
}

}  // namespace accessdrift
