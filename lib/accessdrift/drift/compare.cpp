#include "accessdrift/drift/compare.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "accessdrift/drift/common_changes.h"
#include "accessdrift/drift/last_target.h"
#include "accessdrift/drift/narrowed.h"
#include "accessdrift/drift/people_left_out.h"
#include "accessdrift/drift/reach.h"
#include "accessdrift/drift/same_policies.h"
#include "accessdrift/drift/targets.h"
#include "accessdrift/drift/touched.h"
#include "accessdrift/drift/worlds.h"
#include "accessdrift/engine/completed.h"
#include "accessdrift/engine/url_reads.h"
#include "accessdrift/region/project.h"

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
    alone_ = touched_alone(result_.edits, identities, before_, after_, *result_.population);
    narrow();
    result_.engine_after->policy_maps().share(
        result_.engine_before->policy_maps(),
        untouched_policies(after_, touched_after_, before_, touched_before_));
    compare_targets();
    result_.same_policies = find_same_policies(result_);
  }

 private:
  [[nodiscard]] ResourceAction on_side(const Engine& engine, const Target& target) const {
    const Name name = target.resource.on(engine.side());
    const Name action = target.action.names.on(engine.side());
    if (action.is_none()) return {};
    const ResourceIndex resource = result_.resource(name, engine.side());
    if (resource.is_none() || !engine.coverage().has_action(resource, action)) return {};
    return {resource, action};
  }

  /// Of policies only those are touched that can concern one of the identities.
  void narrow() {
    if (!alone_) return;
    leave_concerning(*result_.engine_before, *alone_, touched_before_.policies);
    leave_concerning(*result_.engine_after, *alone_, touched_after_.policies);
  }

  void compare_targets() {
    Reach reach(*result_.engine_before, touched_before_, *result_.engine_after, touched_after_);
    if (alone_) {
      reach.narrow(narrowed(before_, touched_before_.policies, after_, touched_after_.policies),
                   narrowed(after_, touched_after_.policies, before_, touched_before_.policies));
    }
    targets_ = find_targets(result_, touched_before_, touched_after_);
    for (const Target& target : targets_) compare_target(target, reach);
  }

  /// Of who alone can be decided differently nothing is left out that costs anything.
  void find_common() {
    is_common_looked_for_ = true;
    if (alone_) return;
    std::vector<TargetOnSides> on_both;
    for (const Target& target : targets_) {
      const TargetOnSides sides{on_side(*result_.engine_before, target),
                                on_side(*result_.engine_after, target)};
      if (may_be_common(target, sides)) on_both.push_back(sides);
    }
    CommonChanges common(result_, on_both);
    if (common.stand_alike() || !common.prepare()) return;
    SharedChanges shared{left_out_.as_far_as_there(common.shared()), {}};
    if (result_.universe->diagrams().is_exhausted()) return;
    for (const AccessChange& change : shared.changes) shared.identities |= change.identities;
    shared_ = std::make_shared<const SharedChanges>(std::move(shared));
    common_.emplace(std::move(common));
  }

  [[nodiscard]] static bool may_be_common(const Target& target, const TargetOnSides& sides) {
    return !target.is_by_url() && !sides.before.resource.is_none() &&
           !sides.after.resource.is_none();
  }

  void compare_target(const Target& target, Reach& reach) {
    const ResourceAction before = on_side(*result_.engine_before, target);
    const ResourceAction after = on_side(*result_.engine_after, target);
    UrlReads reads = reads_of(*result_.engine_before, before);
    reads |= reads_of(*result_.engine_after, after);
    if (!reads.method || !target.is_by_url())
      return compare_target({target, before, after, reads}, reach);
    for (const Name method : target.action.methods) {
      Target one = target;
      one.action.methods = {method};
      compare_target({one, before, after, reads}, reach);
    }
  }

  [[nodiscard]] IdentitySet asked_about(IdentitySet all) const {
    all.remove(result_.population->signed_out());
    if (alone_) all &= *alone_;
    return all;
  }

  struct Asked {
    const Target& target;
    const ResourceAction& before;
    const ResourceAction& after;
    const UrlReads& reads;
  };

  void compare_target(const Asked& asked, Reach& reach) {
    std::optional<LastTarget::Covering> covering;
    if (!asked.reads.any() && !asked.target.is_by_url())
      covering = LastTarget::covering(asked.before, asked.after, reach);
    const auto* const known =
        covering ? last_.find(*covering, *result_.engine_before, *result_.engine_after) : nullptr;
    if (known != nullptr) return add(asked.target, *known);
    auto changes = changes_of(asked, reach);
    last_.keep(std::move(covering), changes);
    if (changes) add(asked.target, std::move(*changes));
  }

  /// Nothing: it is over the bound, and noted.
  std::optional<Changes> changes_of(const Asked& asked, Reach& reach) {
    Diagrams& diagrams = result_.universe->diagrams();
    diagrams.start_target();
    const auto& [target, before, after, reads] = asked;
    const bool is_cut =
        !target.is_by_url() || !result_.urls->is_limited(result_.owners(target.resource));
    const bool is_same = is_cut && target.resource.before == target.resource.after &&
                         target.action.names.before == target.action.names.after;
    const auto named = [&] { return asked_about(reach.by_names(before, after, is_same)); };
    if (!is_cut) return limited(target, named());
    const Reach::Found found = reach.of(before, after, is_same);
    if (diagrams.is_exhausted()) return limited(target, named());
    const IdentitySet within =
        reach.decided_otherwise(before, after, asked_about(found.identities), found.requests);
    if (within.is_empty()) return Changes();
    if (within.size() > kManyIdentities) {
      if (auto common = common_changes(asked)) return common;
    }
    const auto access = [&](Engine& engine, const ResourceAction& one) {
      return one.resource.is_none()
                 ? Engine::Access{}
                 : engine.access(one.resource, reach.covering(one, engine.side()), within);
    };
    const Engine::Access was = access(*result_.engine_before, before);
    const Engine::Access is = access(*result_.engine_after, after);
    if (was.is_limited || is.is_limited) return limited(target, within);
    const Region care = requests_for(target, reads);
    std::vector<AccessChange> changes;
    for (RegionPair& pair :
         differences(restricted(was.map, care), restricted(is.map, care), within))
      std::ranges::move(by_world(change_of(std::move(pair), care, reads), *result_.universe),
                        std::back_inserter(changes));
    // What is told of a change later, its witness, must fit the bound, too.
    for (const AccessChange& change : changes) (void)in_all_worlds(change, *result_.universe);
    changes = left_out_.as_far_as_there(std::move(changes));
    if (diagrams.is_exhausted()) return limited(target, within);
    return Changes(std::move(changes));
  }

  /// Nothing: the target is to be compared by itself.
  [[nodiscard]] std::optional<Changes> common_changes(const Asked& asked) {
    const TargetOnSides sides{asked.before, asked.after};
    if (asked.reads.any() || !may_be_common(asked.target, sides)) return std::nullopt;
    if (!is_common_looked_for_) find_common();
    Diagrams& diagrams = result_.universe->diagrams();
    diagrams.start_target();
    if (!common_) return std::nullopt;
    if (auto own = common_->of(sides)) {
      std::vector<AccessChange> changes = left_out_.as_far_as_there(std::move(own->changes));
      if (!diagrams.is_exhausted())
        return Changes(shared_, std::move(own->named), std::move(changes));
    }
    diagrams.start_target();
    return std::nullopt;
  }

  void add(const Target& target, Changes changes) {
    if (!changes.are_none()) result_.changes.push_back({target, std::move(changes), false, {}});
  }

  [[nodiscard]] UrlReads reads_of(const Engine& engine, const ResourceAction& asked) const {
    if (asked.resource.is_none() || !is_any_url_read_) return {};
    return url_reads(engine.snapshot(), engine.coverage().covering(asked.resource, asked.action));
  }

  /// All requests that ask for the target, as far as what is read tells.
  [[nodiscard]] Region requests_for(const Target& target, const UrlReads& reads) {
    Universe& universe = *result_.universe;
    if (!reads.any()) return universe.care();
    if (!target.is_by_url()) return without_url(universe, reads);
    Region care = result_.urls->where(result_.owners(target.resource), reads);
    if (!reads.method) return care;
    const std::string method(after_.text(target.action.methods.front()));
    return universe.diagrams().intersect(care, universe.told(kMethod, Told::present(method)));
  }

  [[nodiscard]] AccessMap restricted(const AccessMap& map, Region care) {
    if (care == result_.universe->care()) return map;
    std::vector<AccessMap::Part> parts = map.parts;
    for (AccessMap::Part& part : parts)
      part.region = result_.universe->diagrams().intersect(part.region, care);
    return canonical(std::move(parts));
  }

  /// Without the URL in it where that is the same for all that are asked for.
  [[nodiscard]] AccessChange change_of(RegionPair pair, Region care, const UrlReads& reads) {
    Universe& universe = *result_.universe;
    AccessChange change{.identities = std::move(pair.identities),
                        .before = pair.before,
                        .after = pair.after,
                        .care = care};
    if (care == universe.care()) return change;
    const auto attributes = attributes_of(reads, universe);
    const auto before = without(universe, pair.before, care, attributes);
    const auto after = without(universe, pair.after, care, attributes);
    if (!before || !after) return change;
    change.before = *before;
    change.after = *after;
    change.care = universe.care();
    return change;
  }

  std::nullopt_t limited(const Target& target, IdentitySet reach) {
    if (!reach.is_empty()) result_.changes.push_back({target, {}, true, std::move(reach)});
    return std::nullopt;
  }

  Comparison& result_;
  const Snapshot& before_;
  const Snapshot& after_;
  const bool is_any_url_read_ = std::ranges::any_of(kUrlAttributes, [this](std::string_view name) {
    return result_.universe->has_attribute(name);
  });
  Touched touched_before_;
  Touched touched_after_;
  /// Everybody else is decided alike, and policies that do not concern them are left out.
  std::optional<IdentitySet> alone_;
  std::vector<Target> targets_;
  LastTarget last_;
  bool is_common_looked_for_ = false;
  std::optional<CommonChanges> common_;
  std::shared_ptr<const SharedChanges> shared_;  ///< of what is common
  PeopleLeftOut left_out_{result_};
};

}  // namespace

Name Comparison::printed(ResourceIndex resource, SideOf side) const {
  if (resource.is_none()) return {};
  const Snapshot& snapshot = side == SideOf::Before ? *before : *after;
  return renamed.resources.printed(snapshot.resources[resource.index()]->id, side);
}

UrlOwners Comparison::owners(const SideNames& printed) const {
  return {resource(printed.before, SideOf::Before), resource(printed.after, SideOf::After)};
}

ResourceIndex Comparison::resource(Name printed, SideOf side) const {
  if (printed.is_none()) return {};
  const Snapshot& snapshot = side == SideOf::Before ? *before : *after;
  return snapshot.resource_by_name.find(renamed.resources.id_on(side, printed));
}

Comparison compare(std::shared_ptr<const Snapshot> before, std::shared_ptr<const Snapshot> after,
                   Instant from, std::size_t node_limit) {
  Comparison comparison;
  comparison.from = from;
  CompletedSides sides = completed(std::move(before), std::move(after));
  comparison.before = std::move(sides.before);
  comparison.after = std::move(sides.after);
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
  if (!comparison.before->routes.empty() || !comparison.after->routes.empty()) {
    comparison.urls =
        std::make_unique<UrlSpace>(*comparison.before, *comparison.after, *comparison.universe);
  }
  if (!comparison.edits.empty()) Comparing(comparison).run();
  return comparison;
}

}  // namespace accessdrift
