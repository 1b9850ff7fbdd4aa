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

/// Of a resource that is found by URL: whether what the identity may do by some URL of it changes,
/// with what is told.
bool changes_by_url(const Comparison& comparison, IdentityIndex identity, std::string_view action,
                    std::string_view resource, const RequestAttributes& told) {
  const Snapshot& names = *comparison.after;
  Universe& universe = *comparison.universe;
  const RequestAttributes answered = universe.with_answers(told);
  const auto changes = [&](const AccessChange& change) {
    return change.identities.contains(identity) &&
           restrict_to(universe, change.before, answered) !=
               restrict_to(universe, change.after, answered);
  };
  const auto is = [&](const SideNames& asked, std::string_view text) {
    return (!asked.before.is_none() && names.text(asked.before) == text) ||
           (!asked.after.is_none() && names.text(asked.after) == text);
  };
  return std::ranges::any_of(comparison.changes, [&](const TargetChanges& target) {
    if (!is(target.target.resource, resource) || !is(target.target.action.names, action))
      return false;
    return target.is_limited ? target.reach.contains(identity)
                             : std::ranges::any_of(target.changes.all(), changes);
  });
}

/// The question, and what differs.
struct Asking {
  Comparison& comparison;
  std::string_view who, action, resource;
  const RequestAttributes& told;

  /// What a side allows of it; nothing where a limit was hit.
  [[nodiscard]] std::optional<Region> region(const AskedSide& side) const;
  /// Whether it is asked by id for all URLs of the resource.
  [[nodiscard]] bool is_of_all_urls(const AskedSide& side) const;
  [[nodiscard]] IdentityIndex identity(const AskedSide& side) const {
    return identity_of(who, side.snapshot, *comparison.population, side.side);
  }
};

bool Asking::is_of_all_urls(const AskedSide& side) const {
  if (is_url(side.snapshot, resource)) return false;
  RequestAttributes unused;
  const ResourceAction target = side.target(action, resource, unused);
  return !target.resource.is_none() &&
         side.snapshot.is_found_by_url(target.resource, target.action);
}

std::optional<Region> Asking::region(const AskedSide& side) const {
  RequestAttributes attributes = told;
  const ResourceAction target = side.target(action, resource, attributes);
  if (target.resource.is_none()) return Diagrams::never();
  for (const std::string_view of_url : kUrlAttributes) {
    if (!is_url(side.snapshot, resource)) attributes[std::string(of_url)] = Told::absent();
  }
  IdentitySet within;
  within.add(identity(side));
  const Engine::Access access = side.engine.access(target, within);
  if (access.is_limited) return std::nullopt;
  Universe& universe = *comparison.universe;
  return restrict_to(universe, access.map.region_of(identity(side)),
                     universe.with_answers(std::move(attributes)));
}

}  // namespace

bool is_answered_alike(Comparison& comparison, std::string_view who, std::string_view action,
                       std::string_view resource, const RequestAttributes& told) {
  const Asking asking{comparison, who, action, resource, told};
  const AskedSide before{*comparison.before, *comparison.engine_before, SideOf::Before};
  const AskedSide after{*comparison.after, *comparison.engine_after, SideOf::After};
  for (const AskedSide* const side : {&before, &after}) {
    if (asking.is_of_all_urls(*side))
      return !changes_by_url(comparison, asking.identity(*side), action, resource, told);
  }
  comparison.universe->diagrams().start_target();
  const std::optional<Region> was = asking.region(before);
  const std::optional<Region> is = asking.region(after);
  return was && is && *was == *is && !comparison.universe->diagrams().is_exhausted();
}

}  // namespace accessdrift
