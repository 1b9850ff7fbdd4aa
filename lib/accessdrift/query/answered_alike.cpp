#include "accessdrift/query/answered_alike.h"

#include <algorithm>
#include <optional>

#include "accessdrift/engine/routing.h"
#include "accessdrift/interpreter/route.h"
#include "accessdrift/model/routed.h"
#include "accessdrift/query/asked.h"
#include "accessdrift/region/restrict.h"

namespace accessdrift {
namespace {

/// One side of the comparison.
struct AskedSide {
  const Snapshot& snapshot;
  Engine& engine;
  SideOf side;

  /// No resource where the side has none, or not the action.
  [[nodiscard]] ResourceAction target(std::string_view action, std::string_view resource,
                                      RequestAttributes& told) const {
    const ResourceIndex found = snapshot.find_resource(resource);
    if (is_url(snapshot, resource)) {
      const UrlRequest asked{std::string(action), std::string(resource)};
      const Routed routed = Routing(snapshot).route(asked);
      if (routed.refusal || routed.action.is_none()) return {};
      tell_url(routed.url, asked.method, told);
      return {routed.resource, routed.action};
    }
    if (found.is_none()) return {};
    const auto& names = snapshot.resource_actions[found.index()]->names;
    const auto name =
        std::ranges::find_if(names, [&](const Name one) { return snapshot.text(one) == action; });
    return name == names.end() ? ResourceAction{} : ResourceAction{found, *name};
  }
};

/// Of a resource that is found by URL: whether an edit changes what the identity may do by some
/// URL of it.
bool changes_by_url(const Comparison& comparison, IdentityIndex identity, std::string_view action,
                    std::string_view resource) {
  const Snapshot& names = *comparison.after;
  const auto is = [&](const SideNames& asked, std::string_view text) {
    return (!asked.before.is_none() && names.text(asked.before) == text) ||
           (!asked.after.is_none() && names.text(asked.after) == text);
  };
  return std::ranges::any_of(comparison.changes, [&](const TargetChanges& target) {
    if (!is(target.target.resource, resource) || !is(target.target.action.names, action))
      return false;
    return target.is_limited ? target.reach.contains(identity)
                             : std::ranges::any_of(target.changes, [&](const AccessChange& change) {
                                 return change.identities.contains(identity);
                               });
  });
}

}  // namespace

bool is_answered_alike(Comparison& comparison, std::string_view who, std::string_view action,
                       std::string_view resource, const RequestAttributes& told) {
  Universe& universe = *comparison.universe;
  universe.diagrams().start_target();
  std::optional<Region> first;
  for (const SideOf side : {SideOf::Before, SideOf::After}) {
    const bool is_before = side == SideOf::Before;
    const AskedSide asked{is_before ? *comparison.before : *comparison.after,
                          is_before ? *comparison.engine_before : *comparison.engine_after, side};
    const IdentityIndex identity = identity_of(who, asked.snapshot, *comparison.population, side);
    RequestAttributes attributes = told;
    const ResourceAction target = asked.target(action, resource, attributes);
    Region region = Diagrams::never();
    if (!target.resource.is_none()) {
      const bool is_by_id = !is_url(asked.snapshot, resource);
      if (is_by_id && asked.snapshot.is_found_by_url(target.resource, target.action))
        return !changes_by_url(comparison, identity, action, resource);
      for (const std::string_view of_url : kUrlAttributes) {
        if (is_by_id) attributes[std::string(of_url)] = Told::absent();
      }
      IdentitySet within;
      within.add(identity);
      const Engine::Access access = asked.engine.access(target, within);
      if (access.is_limited) return false;
      region = restrict_to(universe, access.map.region_of(identity),
                           universe.with_answers(std::move(attributes)));
    }
    if (!first) {
      first = region;
    } else if (*first != region) {
      return false;
    }
  }
  return !universe.diagrams().is_exhausted();
}

}  // namespace accessdrift
